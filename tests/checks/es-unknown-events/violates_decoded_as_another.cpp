// expect: es-unknown-events violated
#include <map>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

using Item = std::map<std::string, std::string>;
struct PutItemRequest { std::string table_name; Item item; std::string condition_expression; };
struct DeleteItemRequest { std::string table_name; Item key; };
struct QueryRequest { std::string table_name; std::string key_condition_expression; };
struct Client {
  virtual ~Client() = default;
  virtual void put_item(const PutItemRequest& request) = 0;
  virtual void delete_item(const DeleteItemRequest& request) = 0;
  virtual std::vector<Item> query(const QueryRequest& request) = 0;
};

struct Paid { long cents; };
struct Drawn { long cents; };
using Fact = std::variant<Paid, Drawn>;
struct Account {
  long cents = 0;
  void apply(const Fact& fact) {
    if (const auto* paid = std::get_if<Paid>(&fact)) cents += paid->cents;
    else cents -= std::get<Drawn>(fact).cents;
  }
};

Fact decode(const std::string& kind, long cents) {
  if (kind == "paid") return Paid{cents};
  if (kind == "drawn") return Drawn{cents};
  return Paid{0};  // expect: es-unknown-events violated
}

Account load(Client& client) {
  Account account;
  for (const auto& item : client.query({"facts", "id = 1"})) 
    account.apply(decode(item.at("kind"), std::stol(item.at("cents"))));
  return account;
}

void draw(Client& client, const std::string& number, long cents) {
  if (load(client).cents < cents) throw std::logic_error("not enough");
  PutItemRequest request;
  request.table_name = "facts";
  request.item = {{"number", number}, {"kind", "drawn"}, {"cents", std::to_string(cents)}};
  request.condition_expression = "attribute_not_exists(id)";
  client.put_item(request);
}
