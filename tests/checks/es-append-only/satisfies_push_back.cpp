// expect: es-append-only satisfied
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
  void draw(long cents) {
    if (load().cents < cents) throw std::logic_error("not enough");
    log_.push_back({"drawn", cents});
  }

 private:
  Account load() const {
    Account account;
    for (const auto& fact : log_) account.apply(fact);
    return account;
  }
  std::vector<Fact> log_;
};
