// expect: es-expected-version satisfied
#include <cstddef>
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
    const auto version = log_.size();
    if (load().cents < cents) throw std::logic_error("not enough");
    append(version, {"drawn", cents});
  }

 private:
  void append(std::size_t expected, const Fact& fact) {
    if (log_.size() != expected) throw std::runtime_error("somebody else was faster");  // expect: es-expected-version satisfied
    log_.push_back(fact);
  }
  Account load() const {
    Account account;
    for (const auto& fact : log_) account.apply(fact);
    return account;
  }
  std::vector<Fact> log_;
};
