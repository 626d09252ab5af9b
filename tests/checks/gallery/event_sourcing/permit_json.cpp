// JSON of a library that is given; envelope with a type and a version; std::for_each; a static table.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail violated
// label: es-versioned-events satisfied
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing satisfied
#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

class Object {
 public:
  const std::string& text(const std::string& key) const { return texts_.at(key); }
  int number(const std::string& key) const { return numbers_.at(key); }
  Object& with(const std::string& key, std::string value) { texts_[key] = std::move(value); return *this; }
  Object& with(const std::string& key, int value) { numbers_[key] = value; return *this; }

 private:
  std::map<std::string, std::string> texts_;
  std::map<std::string, int> numbers_;
};

class Permit {
 public:
  void apply(const Object& raw) {
    const Object event = raw.number("version") == 1 ? lifted(raw) : raw;
    const auto found = table().find(event.text("type"));
    if (found == table().end()) throw std::runtime_error("unknown " + event.text("type"));
    (this->*found->second)(event);
    ++seen_;
  }

  void restore(const Permit& snapshot, const std::vector<Object>& all) {
    *this = snapshot;
    std::for_each(all.begin(), all.end(), [this](const Object& event) { apply(event); });
  }

  std::optional<Object> extend(int days) const {
    if (revoked_ || days <= 0) return std::nullopt;
    return Object().with("type", "extended").with("version", 2).with("days", days);
  }

 private:
  using Member = void (Permit::*)(const Object&);
  static const std::map<std::string, Member>& table() {
    static const std::map<std::string, Member> members = {{"granted", &Permit::granted}, {"extended", &Permit::extended}, {"revoked", &Permit::revoked}};
    return members;
  }
  static Object lifted(Object old) {
    const int weeks = old.number("weeks");
    return old.with("days", weeks * 7).with("version", 2);
  }

  void granted(const Object& e) { holder_ = e.text("holder"); days_ = e.number("days"); }
  void extended(const Object& e) { days_ += e.number("days"); }
  void revoked(const Object&) { revoked_ = true; }

  std::string holder_;
  int days_ = 0, seen_ = 0;
  bool revoked_ = false;
};

class Permits {
 public:
  bool extend(int days) {
    Permit permit;
    permit.restore(snapshot_, events_);
    const auto event = permit.extend(days);
    if (!event) return false;
    events_.push_back(*event);
    permit.apply(*event);
    if (events_.size() % 10 == 0) snapshot_ = permit;
    return true;
  }

 private:
  Permit snapshot_;
  std::vector<Object> events_;
};

int main() {
  Permits permits;
  return permits.extend(3) ? 0 : 1;
}
// mutant es-unknown-events violated: throw std::runtime_error("unknown " + event.text("type")); => return;
// mutant es-decide-apart violated: days_ += e.number("days"); => if (revoked_) throw std::logic_error("revoked"); days_ += e.number("days");
