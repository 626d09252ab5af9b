// expect: es-expected-version violated
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

struct Fact {
  std::string kind;
  long cents = 0;
};

class Account {
 public:
  explicit Account(const std::vector<Fact>& facts) {
    for (const auto& fact : facts) apply(fact);
  }
  void draw(long cents) {
    if (cents_ < cents) throw std::logic_error("not enough");
    apply({"drawn", cents});
    fresh_.push_back({"drawn", cents});
  }
  std::vector<Fact> fresh() { return std::exchange(fresh_, {}); }

 private:
  void apply(const Fact& fact) {
    if (fact.kind == "paid") cents_ += fact.cents;
    else if (fact.kind == "drawn") cents_ -= fact.cents;
    else throw std::runtime_error(fact.kind);
  }
  long cents_ = 0;
  std::vector<Fact> fresh_;
};

std::map<std::string, std::vector<Fact>> streams;

void draw(const std::string& id, long cents) {
  Account account(streams[id]);
  account.draw(cents);
  auto& stream = streams[id];
  for (const auto& fact : account.fresh()) stream.push_back(fact);  // expect: es-expected-version violated
}
