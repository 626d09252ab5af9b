// expect: es-expected-version violated
#include <map>
#include <stdexcept>
#include <string>
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

struct Fact { std::string kind; long cents; };
struct Account {
  long cents = 0;
  void apply(const Fact& fact) {
    if (fact.kind == "paid") cents += fact.cents;
    else if (fact.kind == "drawn") cents -= fact.cents;
    else throw std::runtime_error(fact.kind);
  }
};

Account load(Client& client) {
  Account account;
  for (const auto& item : client.query({"facts", "id = 1"})) account.apply({item.at("kind"), std::stol(item.at("cents"))});
  return account;
}

void draw(Client& client, const std::string& number, long cents) {
  if (load(client).cents < cents) throw std::logic_error("not enough");
  PutItemRequest request;
  request.table_name = "facts";  // expect: es-expected-version violated
  request.item = {{"number", number}, {"kind", "drawn"}, {"cents", std::to_string(cents)}};
  client.put_item(request);
}
