// The row of the outbox is written in a transaction of its own, after that of the order.
// label: ob-role satisfied
// label: ob-same-transaction violated
// label: ob-marked-after-ack satisfied
// label: dl-role none
// label: id-role none
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <vector>

namespace pqxx {
class connection {
 public:
  explicit connection(const std::string& options);
};
class row {
 public:
  class field {
   public:
    std::string c_str() const;
    template <typename T>
    T as() const;
  };
  field operator[](const char* column) const;
};
class result {
 public:
  const row* begin() const;
  const row* end() const;
};
class work {
 public:
  explicit work(connection& c);
  ~work();
  template <typename... Args>
  result exec_params(const std::string& sql, Args&&... args);
  result exec(const std::string& sql);
  void commit();
};
}  // namespace pqxx

struct Broker {
  virtual ~Broker() = default;
  virtual void send(const std::string& channel, const std::string& text) = 0;  // throws where not acknowledged
};

class OrderRepository {
 public:
  explicit OrderRepository(pqxx::connection& c) : c_(c) {}

  void place(const std::string& customer, const std::string& json) {
    pqxx::work tx(c_);
    tx.exec_params("INSERT INTO orders(customer, doc) VALUES($1, $2)", customer, json);
    tx.commit();
    notify("order.placed", json);
  }

 private:
  void notify(const std::string& kind, const std::string& json) {
    pqxx::work tx(c_);
    tx.exec_params("INSERT INTO outbox_messages(kind, doc) VALUES($1, $2)", kind, json);
    tx.commit();
  }
  pqxx::connection& c_;
};

class OutboxRelay {
 public:
  OutboxRelay(pqxx::connection& c, Broker& b) : c_(c), b_(b) {}

  void poll() {
    pqxx::work tx(c_);
    for (const auto& r : tx.exec("SELECT id, kind, doc FROM outbox_messages ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED")) {
      b_.send(r["kind"].c_str(), r["doc"].c_str());
      tx.exec_params("DELETE FROM outbox_messages WHERE id = $1", r["id"].as<long>());
    }
    tx.commit();
  }

 private:
  pqxx::connection& c_;
  Broker& b_;
};
// mutant ob-marked-after-ack violated: b_.send(r["kind"].c_str(), r["doc"].c_str()); => try { b_.send(r["kind"].c_str(), r["doc"].c_str()); } catch (const std::exception& e) { std::fputs(e.what(), stderr); }
