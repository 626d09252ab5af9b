// A customer's ledger in a table of DynamoDB: an item an event, its number the sort key, put on
// the condition that the key is free. The balances that people look at are a table of their own.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

// What the table's client looks like; it is linked from elsewhere.
namespace ddb {

struct Attribute {
  std::string s;
  std::int64_t n = 0;
};
using Item = std::map<std::string, Attribute>;

struct PutItemRequest {
  std::string table_name;
  Item item;
  std::string condition_expression;
};
struct UpdateItemRequest {
  std::string table_name;
  Item key;
  std::string update_expression;
  std::string condition_expression;
  Item expression_attribute_values;
};
struct QueryRequest {
  std::string table_name;
  std::string key_condition_expression;
  Item expression_attribute_values;
  bool consistent_read = false;
  Item exclusive_start_key;
};
struct QueryResult {
  std::vector<Item> items;
  Item last_evaluated_key;
};
struct ConditionalCheckFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Client {
 public:
  explicit Client(std::string endpoint);
  void put_item(const PutItemRequest& request);
  void update_item(const UpdateItemRequest& request);
  QueryResult query(const QueryRequest& request);

 private:
  std::string endpoint_;
};

}  // namespace ddb

namespace ledger {

struct Opened { std::string holder; };
struct Credited { std::int64_t cents; };
struct Debited { std::int64_t cents; };
using Fact = std::variant<Opened, Credited, Debited>;

ddb::Item encode(const std::string& id, std::uint64_t number, const Fact& fact) {
  ddb::Item item{{"pk", {id}}, {"sk", {"", static_cast<std::int64_t>(number)}}};
  std::visit(
      [&](const auto& f) {
        using F = std::decay_t<decltype(f)>;
        if constexpr (std::is_same_v<F, Opened>) {
          item["kind"].s = "opened";
          item["holder"].s = f.holder;
        } else {
          item["kind"].s = std::is_same_v<F, Credited> ? "credited" : "debited";
          item["cents"].n = f.cents;
        }
      },
      fact);
  return item;
}

Fact decode(const ddb::Item& item) {
  const std::string& kind = item.at("kind").s;
  if (kind == "opened") return Opened{item.at("holder").s};
  if (kind == "credited") return Credited{item.at("cents").n};
  if (kind == "debited") return Debited{item.at("cents").n};
  throw std::runtime_error("unknown event " + kind);
}

class Account {
 public:
  void on(const Fact& fact) {
    if (const auto* opened = std::get_if<Opened>(&fact)) {
      holder_ = opened->holder;
      open_ = true;
    } else if (const auto* credited = std::get_if<Credited>(&fact)) {
      cents_ += credited->cents;
    } else {
      cents_ -= std::get<Debited>(fact).cents;
    }
    ++seen_;
  }

  Fact debit(std::int64_t cents) const {
    if (!open_) throw std::logic_error("no such account");
    if (cents > cents_) throw std::logic_error("not enough money");
    return Debited{cents};
  }

  Fact credit(std::int64_t cents) const {
    if (!open_ || cents <= 0) throw std::logic_error("cannot be credited");
    return Credited{cents};
  }

  std::uint64_t seen() const { return seen_; }
  std::int64_t cents() const { return cents_; }

 private:
  std::string holder_;
  bool open_ = false;
  std::int64_t cents_ = 0;
  std::uint64_t seen_ = 0;
};

class Book {
 public:
  Book(ddb::Client& client, std::string table) : client_(client), table_(std::move(table)) {}

  void debit(const std::string& id, std::int64_t cents) {
    const Account account = load(id);
    append(id, account.seen(), account.debit(cents));
    show(id);
  }

  void credit(const std::string& id, std::int64_t cents) {
    const Account account = load(id);
    append(id, account.seen(), account.credit(cents));
    show(id);
  }

  std::int64_t balance(const std::string& id) { return load(id).cents(); }

 private:
  Account load(const std::string& id) {
    Account account;
    ddb::QueryRequest request;
    request.table_name = table_;
    request.key_condition_expression = "pk = :id";
    request.expression_attribute_values[":id"].s = id;
    request.consistent_read = true;
    do {
      const auto page = client_.query(request);
      for (const auto& item : page.items) account.on(decode(item));
      request.exclusive_start_key = page.last_evaluated_key;
    } while (!request.exclusive_start_key.empty());
    return account;
  }

  void append(const std::string& id, std::uint64_t expected, const Fact& fact) {
    ddb::PutItemRequest request;
    request.table_name = table_;
    request.item = encode(id, expected + 1, fact);
    request.condition_expression = "attribute_not_exists(sk)";
    client_.put_item(request);
  }

  void show(const std::string& id) {
    ddb::UpdateItemRequest request;
    request.table_name = "balances";
    request.key["id"].s = id;
    request.update_expression = "SET cents = :c";
    request.expression_attribute_values[":c"].n = load(id).cents();
    client_.update_item(request);
  }

  ddb::Client& client_;
  std::string table_;
};

}  // namespace ledger

int main() {
  ddb::Client client("http://localhost:8000");
  ledger::Book book(client, "ledger");
  try {
    book.credit("a", 500);
    book.debit("a", 300);
  } catch (const ddb::ConditionalCheckFailed&) {
    return 2;
  }
  return book.balance("a") == 200 ? 0 : 1;
}
// mutant es-expected-version violated: request.condition_expression = "attribute_not_exists(sk)"; =>
// mutant es-append-only violated: request.table_name = "balances"; => request.table_name = table_;
// mutant es-writes-in-apply violated: std::int64_t cents() const { return cents_; } => std::int64_t cents() const { return cents_; } void correct(std::int64_t by) { cents_ += by; }
// mutant es-decide-apart violated: cents_ -= std::get<Debited>(fact).cents; => if (std::get<Debited>(fact).cents > cents_) throw std::logic_error("overdrawn"); cents_ -= std::get<Debited>(fact).cents;
// mutant es-unknown-events violated: throw std::runtime_error("unknown event " + kind); => return Credited{0};
