// Support tickets: a store of events over a client that is handed in, every request tried again
// within limits, several events in one transaction, snapshots and a read side in tables of their own.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail satisfied
// label: es-versioned-events satisfied
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace table {

class Value {
 public:
  Value() = default;
  static Value s(std::string text) { Value v; v.text_ = std::move(text); return v; }
  static Value n(std::int64_t number) { Value v; v.text_ = std::to_string(number); return v; }
  const std::string& s() const { return text_; }
  std::int64_t n() const { return std::stoll(text_); }

 private:
  std::string text_;
};
using Item = std::map<std::string, Value>;

struct PutItemRequest {
  std::string table_name;
  Item item;
  std::string condition_expression;
  Item expression_attribute_values;
};
struct UpdateItemRequest {
  std::string table_name;
  Item key;
  std::string update_expression;
  std::string condition_expression;
  Item expression_attribute_values;
};
struct DeleteItemRequest {
  std::string table_name;
  Item key;
  std::string condition_expression;
};
struct GetItemRequest {
  std::string table_name;
  Item key;
  bool consistent_read = false;
};
struct QueryRequest {
  std::string table_name;
  std::string key_condition_expression;
  Item expression_attribute_values;
  bool consistent_read = false;
  std::optional<Item> exclusive_start_key;
};
struct Page {
  std::vector<Item> items;
  std::optional<Item> last_evaluated_key;
};
struct TransactWriteItem {
  std::optional<PutItemRequest> put;
  std::optional<UpdateItemRequest> update;
  std::optional<DeleteItemRequest> delete_item;
};
struct TransactWriteItemsRequest {
  std::vector<TransactWriteItem> transact_items;
};
struct Error : std::runtime_error {
  Error(const std::string& what, bool again) : std::runtime_error(what), retryable(again) {}
  bool retryable;
};
struct TransactionCanceled : Error {
  TransactionCanceled() : Error("TransactionCanceledException", false) {}
};

class Client {
 public:
  virtual ~Client() = default;
  virtual void put_item(const PutItemRequest& request) = 0;
  virtual void update_item(const UpdateItemRequest& request) = 0;
  virtual void delete_item(const DeleteItemRequest& request) = 0;
  virtual std::optional<Item> get_item(const GetItemRequest& request) = 0;
  virtual Page query(const QueryRequest& request) = 0;
  virtual void transact_write_items(const TransactWriteItemsRequest& request) = 0;
};

}  // namespace table

struct Sleeper {
  virtual ~Sleeper() = default;
  virtual void sleep_for(std::chrono::milliseconds time) = 0;
};

struct Names {
  std::string log, snapshots, board;
};

struct NewRecord {
  std::string kind;
  unsigned schema = 2;
  std::string data;
};
struct Record {
  std::string stream;
  std::uint64_t version = 0;
  std::string kind;
  unsigned schema = 2;
  std::string data;
};

class Patient {
 public:
  Patient(Sleeper& sleeper, unsigned attempts) : sleeper_(sleeper), attempts_(attempts) {}

  template <class F>
  auto operator()(F request) {
    for (unsigned attempt = 1;; ++attempt) {
      try {
        return request();
      } catch (const table::Error& error) {
        if (!error.retryable || attempt >= attempts_) throw;
      }
      sleeper_.sleep_for(std::chrono::milliseconds(10) * (1 << std::min(attempt, 6U)));
    }
  }

 private:
  Sleeper& sleeper_;
  unsigned attempts_;
};

class Log {
 public:
  Log(table::Client& client, Sleeper& sleeper, Names names) : client_(client), again_(sleeper, 5), names_(std::move(names)) {}

  bool append(const std::string& stream, std::uint64_t expected, const std::vector<NewRecord>& records) {
    table::TransactWriteItemsRequest request;
    auto version = expected;
    for (const auto& record : records) {
      table::TransactWriteItem action;
      action.put = put_of(stream, ++version, record);
      request.transact_items.push_back(std::move(action));
    }
    try {
      again_([&] { client_.transact_write_items(request); });
      return true;
    } catch (const table::TransactionCanceled&) {
      return false;
    }
  }

  std::vector<Record> load(const std::string& stream, std::uint64_t after) {
    std::vector<Record> result;
    table::QueryRequest request{names_.log, "stream = :s AND version > :v", {{":s", table::Value::s(stream)}}, true, {}};
    request.expression_attribute_values[":v"] = table::Value::n(static_cast<std::int64_t>(after));
    do {
      const auto page = again_([&] { return client_.query(request); });
      for (const auto& item : page.items) result.push_back(record_of(item));
      request.exclusive_start_key = page.last_evaluated_key;
    } while (request.exclusive_start_key);
    return result;
  }

 private:
  table::PutItemRequest put_of(const std::string& stream, std::uint64_t version, const NewRecord& record) const {
    table::PutItemRequest put;
    put.table_name = names_.log;
    put.item["stream"] = table::Value::s(stream);
    put.item["version"] = table::Value::n(static_cast<std::int64_t>(version));
    put.item["kind"] = table::Value::s(record.kind);
    put.item["schema"] = table::Value::n(record.schema);
    put.item["data"] = table::Value::s(record.data);
    put.condition_expression = "attribute_not_exists(stream)";
    return put;
  }

  static Record record_of(const table::Item& item) {
    return {item.at("stream").s(), static_cast<std::uint64_t>(item.at("version").n()), item.at("kind").s(),
            static_cast<unsigned>(item.at("schema").n()), item.at("data").s()};
  }

  table::Client& client_;
  Patient again_;
  Names names_;
};

struct Ticket {
  std::uint64_t version = 0;
  std::string title, assignee;
  bool closed = false;
};

struct Raise { std::string title; };
struct Assign { std::string to; };
struct Close {};
using Demand = std::variant<Raise, Assign, Close>;

Record upcast(const Record& stored) {
  if (stored.kind != "assigned" || stored.schema != 1) return stored;
  Record lifted = stored;
  lifted.schema = 2;
  lifted.data = "team/" + stored.data;
  return lifted;
}

void advance(std::optional<Ticket>& ticket, const Record& record) {
  if (record.kind == "raised") {
    ticket = Ticket{};
    ticket->title = record.data;
  } else if (record.kind == "assigned") {
    ticket->assignee = record.data;
  } else if (record.kind == "closed") {
    ticket->closed = true;
  } else {
    throw std::runtime_error("unknown event " + record.kind);
  }
  ticket->version = record.version;
}

class Tickets {
 public:
  Tickets(table::Client& client, Sleeper& sleeper, const Names& names) : client_(client), names_(names), log_(client, sleeper, names) {}

  bool handle(const std::string& id, const Demand& demand) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      const auto ticket = load(id);
      const auto record = decide(ticket, demand);
      if (!record) return false;
      if (log_.append(id, ticket ? ticket->version : 0, {*record})) return true;
    }
    return false;
  }

  std::optional<Ticket> load(const std::string& id) {
    std::optional<Ticket> ticket;
    if (const auto item = client_.get_item({names_.snapshots, {{"id", table::Value::s(id)}}, true})) {
      ticket = Ticket{};
      ticket->version = static_cast<std::uint64_t>(item->at("version").n());
      ticket->title = item->at("title").s();
      ticket->assignee = item->at("assignee").s();
    }
    for (const auto& record : log_.load(id, ticket ? ticket->version : 0)) advance(ticket, upcast(record));
    return ticket;
  }

  void snapshot(const std::string& id) {
    const auto ticket = load(id);
    if (!ticket) return;
    table::PutItemRequest request;
    request.table_name = names_.snapshots;
    request.item["id"] = table::Value::s(id);
    request.item["version"] = table::Value::n(static_cast<std::int64_t>(ticket->version));
    request.item["title"] = table::Value::s(ticket->title);
    request.item["assignee"] = table::Value::s(ticket->assignee);
    client_.put_item(request);
  }

  void show(const std::string& id) {
    const auto ticket = load(id);
    if (ticket && ticket->closed) {
      client_.delete_item({names_.board, {{"id", table::Value::s(id)}}, ""});
    } else if (ticket) {
      client_.update_item({names_.board, {{"id", table::Value::s(id)}}, "SET title = :t", "", {{":t", table::Value::s(ticket->title)}}});
    }
  }

 private:
  static std::optional<NewRecord> decide(const std::optional<Ticket>& ticket, const Demand& demand) {
    if (const auto* raise = std::get_if<Raise>(&demand)) {
      if (ticket || raise->title.empty()) return std::nullopt;
      return NewRecord{"raised", 2, raise->title};
    }
    if (!ticket || ticket->closed) return std::nullopt;
    if (const auto* assign = std::get_if<Assign>(&demand)) return NewRecord{"assigned", 2, assign->to};
    return NewRecord{"closed", 2, ""};
  }

  table::Client& client_;
  Names names_;
  Log log_;
};
// mutant es-expected-version violated: put.condition_expression = "attribute_not_exists(stream)"; =>
// mutant es-append-only violated: client_.delete_item({names_.board, => client_.delete_item({names_.log,
// mutant es-append-only violated: client_.update_item({names_.board, => client_.update_item({names_.log,
// mutant es-decide-apart violated: ticket->assignee = record.data; => if (ticket->closed) throw std::logic_error("closed"); ticket->assignee = record.data;
// mutant es-unknown-events violated: throw std::runtime_error("unknown event " + record.kind); => return;
// mutant es-apply-pure violated: ticket->closed = true; => { ticket->closed = true; ticket->title += std::to_string(std::chrono::system_clock::now().time_since_epoch().count()); }
