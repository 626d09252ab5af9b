// Serialised with a schema version; old ones are lifted step by step before they are applied.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events satisfied
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using Json = std::map<std::string, std::string>;

struct Envelope {
  std::string name;
  int revision;
  Json body;
};

class Upcasters {
 public:
  using Step = std::function<Json(Json)>;
  void add(const std::string& name, int from, Step step) { steps_[{name, from}] = std::move(step); }
  Envelope lift(Envelope e) const {
    for (auto step = steps_.find({e.name, e.revision}); step != steps_.end(); step = steps_.find({e.name, e.revision})) {
      e.body = step->second(std::move(e.body));
      ++e.revision;
    }
    return e;
  }

 private:
  std::map<std::pair<std::string, int>, Step> steps_;
};

class Loan {
 public:
  void apply(const Envelope& e) {
    if (e.name == "LoanGranted") {
      cents_ = std::stol(e.body.at("cents"));
      granted_ = true;
    } else if (e.name == "InstalmentPaid") {
      cents_ -= std::stol(e.body.at("cents"));
    } else {
      throw std::out_of_range("no handler for " + e.name);
    }
    ++version_;
  }

  Envelope pay(long cents) const {
    if (!granted_) throw std::logic_error("not granted");
    if (cents > cents_) throw std::logic_error("too much");
    return {"InstalmentPaid", 2, {{"cents", std::to_string(cents)}}};
  }

  long left() const { return cents_; }
  std::uint32_t version() const { return version_; }

 private:
  long cents_ = 0;
  bool granted_ = false;
  std::uint32_t version_ = 0;
};

class LoanStore {
 public:
  explicit LoanStore(const Upcasters& upcasters) : upcasters_(upcasters) {}

  void append(std::uint32_t expected, const Envelope& e) {
    std::unique_lock lock(mutex_);
    if (rows_.size() != expected) throw std::runtime_error("optimistic lock failed");
    rows_.push_back(encode(e));
  }

  Loan load() const {
    std::unique_lock lock(mutex_);
    Loan loan;
    for (const auto& row : rows_) loan.apply(upcasters_.lift(decode(row)));
    return loan;
  }

 private:
  static std::string encode(const Envelope& e) {
    std::string text = e.name + ";" + std::to_string(e.revision);
    for (const auto& [key, value] : e.body) text += ";" + key + "=" + value;
    return text;
  }

  static Envelope decode(const std::string& row) {
    const auto first = row.find(';');
    const auto second = row.find(';', first + 1);
    Envelope e{row.substr(0, first), std::stoi(row.substr(first + 1, second - first - 1)), {}};
    const auto equals = row.find('=', second);
    if (equals != std::string::npos) e.body[row.substr(second + 1, equals - second - 1)] = row.substr(equals + 1);
    return e;
  }

  const Upcasters& upcasters_;
  mutable std::mutex mutex_;
  std::vector<std::string> rows_;
};

int main() {
  Upcasters upcasters;
  upcasters.add("LoanGranted", 1, [](Json old) { return Json{{"cents", old.at("euros") + "00"}}; });
  LoanStore store(upcasters);
  store.append(0, {"LoanGranted", 1, {{"euros", "500"}}});
  Loan loan = store.load();
  store.append(loan.version(), loan.pay(100));
  return static_cast<int>(store.load().left() / 100);
}
// mutant es-expected-version violated: if (rows_.size() != expected) throw std::runtime_error("optimistic lock failed"); => (void)expected;
// mutant es-unknown-events violated: throw std::out_of_range("no handler for " + e.name); => return;
// mutant es-append-only violated: rows_.push_back(encode(e)); => rows_[0] = encode(e);
