// An enum and one struct for all events; the switch drops what it does not know.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure violated
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing satisfied
#include <chrono>
#include <cstdio>
#include <mutex>
#include <vector>

enum class Kind { installed, target_set, measured, switched_off };

struct Entry {
  Kind kind;
  double number;
};

struct Thermostat {
  bool on = false;
  double target = 20.0;
  double last = 0.0;
  long changed_at = 0;
};

static void evolve(Thermostat& t, const Entry& e) {
  switch (e.kind) {
    case Kind::installed:
      t.on = true;
      break;
    case Kind::target_set:
      t.target = e.number;
      t.changed_at = std::chrono::system_clock::now().time_since_epoch().count();
      break;
    case Kind::measured:
      t.last = e.number;
      break;
    default:
      break;
  }
}

class Journal {
 public:
  void add(const Entry& e) {
    std::scoped_lock guard(m_);
    entries_.push_back(e);
  }

  Thermostat current() const {
    std::scoped_lock guard(m_);
    Thermostat t;
    for (auto it = entries_.begin(); it != entries_.end(); ++it) evolve(t, *it);
    return t;
  }

 private:
  mutable std::mutex m_;
  std::vector<Entry> entries_;
};

int set_target(Journal& journal, double degrees) {
  const Thermostat now = journal.current();
  if (!now.on) return -1;
  if (degrees < 5 || degrees > 30) return -2;
  if (degrees == now.target) return 0;
  journal.add(Entry{Kind::target_set, degrees});
  return 0;
}

int switch_off(Journal& journal) {
  if (!journal.current().on) return -1;
  journal.add(Entry{Kind::switched_off, 0});
  return 0;
}

int main() {
  Journal j;
  j.add({Kind::installed, 0});
  if (set_target(j, 22.5) != 0) std::puts("refused");
  switch_off(j);
  std::printf("%f\n", j.current().target);
}
// mutant es-append-only violated: entries_.push_back(e); => entries_.clear(); entries_.push_back(e);
// mutant es-immutable-events violated: void add(const Entry& e) { => void fix(double d) { for (auto& e : entries_) e.number = d; } void add(const Entry& e) {
