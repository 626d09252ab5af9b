// Events in a table: the expected version is part of the primary key and of the insert.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events violated
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

class Database {
 public:
  using Row = std::vector<std::string>;
  virtual ~Database() = default;
  /// The number of rows changed.
  virtual int run(const std::string& sql, const std::vector<std::string>& args) = 0;
  virtual std::vector<Row> query(const std::string& sql, const std::vector<std::string>& args) = 0;
};

struct InvoiceEvent {
  std::string type;
  std::string payload;
};

class InvoiceEvents {
 public:
  explicit InvoiceEvents(Database& db) : db_(db) {}

  void append(const std::string& id, int expected, const InvoiceEvent& event) {
    const int rows = db_.run(
        "INSERT INTO events (stream, version, type, payload) SELECT ?, ?, ?, ? "
        "WHERE (SELECT COALESCE(MAX(version), 0) FROM events WHERE stream = ?) = ?",
        {id, std::to_string(expected + 1), event.type, event.payload, id, std::to_string(expected)});
    if (rows != 1) throw std::runtime_error("the invoice was changed by somebody else");
  }

  std::vector<InvoiceEvent> read(const std::string& id) {
    std::vector<InvoiceEvent> events;
    for (const auto& row : db_.query("SELECT type, payload FROM events WHERE stream = ? ORDER BY version", {id}))
      events.push_back({row.at(0), row.at(1)});
    return events;
  }

 private:
  Database& db_;
};

class Invoice {
 public:
  void apply(const InvoiceEvent& event) {
    if (event.type == "issued") total_ = std::stoi(event.payload);
    if (event.type == "paid") paid_ += std::stoi(event.payload);
    if (event.type == "cancelled") cancelled_ = true;
    ++version_;
  }

  InvoiceEvent pay(int amount) const {
    if (cancelled_ || paid_ + amount > total_) throw std::logic_error("nothing to pay");
    return {"paid", std::to_string(amount)};
  }

  int version() const { return version_; }
  int open_amount() const { return total_ - paid_; }

 private:
  int total_ = 0, paid_ = 0, version_ = 0;
  bool cancelled_ = false;
};

class Invoices {
 public:
  explicit Invoices(Database& db) : events_(db) {}

  void pay(const std::string& id, int amount) {
    const Invoice invoice = load(id);
    events_.append(id, invoice.version(), invoice.pay(amount));
  }

  int open_amount(const std::string& id) { return load(id).open_amount(); }

 private:
  Invoice load(const std::string& id) {
    Invoice invoice;
    for (const auto& event : events_.read(id)) invoice.apply(event);
    return invoice;
  }

  InvoiceEvents events_;
};
// mutant es-decide-apart violated: if (event.type == "cancelled") cancelled_ = true; => if (event.type == "cancelled") { if (paid_ > 0) throw std::logic_error("paid"); cancelled_ = true; }
// mutant es-append-only violated: const int rows = db_.run( => db_.run("DELETE FROM events WHERE stream = ?", {id}); const int rows = db_.run(
