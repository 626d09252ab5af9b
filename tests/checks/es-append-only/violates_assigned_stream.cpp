// expect: es-append-only violated
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

struct Fact {
  std::string kind;
  long cents = 0;
};

struct Account {
  long cents = 0;
  void apply(const Fact& fact) {
    if (fact.kind == "paid") cents += fact.cents;
    else if (fact.kind == "drawn") cents -= fact.cents;
    else throw std::runtime_error(fact.kind);
  }
};

class Accounts {
 public:
  void draw(int id, const Fact& fact) {
    if (load(id).cents < fact.cents) throw std::logic_error("not enough");
    auto& stream = streams_[id];
    stream = {fact};  // expect: es-append-only violated
  }

 private:
  Account load(int id) const {
    Account account;
    for (const auto& fact : streams_.at(id)) account.apply(fact);
    return account;
  }
  std::map<int, std::vector<Fact>> streams_;
};
