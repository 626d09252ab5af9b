// Outcomes as a variant; the policy is an interface.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

struct Receipt {
  std::string id;
};
enum class Fault { timeout, unavailable, forbidden, malformed };
using Outcome = std::variant<Receipt, Fault>;

struct Printer {
  virtual ~Printer() = default;
  virtual Outcome print(const std::string& page) = 0;
};

struct Pacer {
  virtual ~Pacer() = default;
  virtual void pause(std::chrono::milliseconds span) = 0;
};

struct Schedule {
  virtual ~Schedule() = default;
  virtual std::optional<std::chrono::milliseconds> next() = 0;
};

class Doubling : public Schedule {
 public:
  std::optional<std::chrono::milliseconds> next() override {
    if (used_ >= 6) return std::nullopt;
    ++used_;
    auto result = span_;
    span_ *= 2;
    if (span_ > std::chrono::seconds(1)) span_ = std::chrono::seconds(1);
    return result;
  }

 private:
  int used_ = 0;
  std::chrono::milliseconds span_{15};
};

bool passes(Fault fault) { return fault == Fault::timeout || fault == Fault::unavailable; }

Outcome print_patiently(Printer& printer, Pacer& pacer, Schedule& schedule, const std::string& page) {
  Outcome outcome = printer.print(page);
  while (const auto* fault = std::get_if<Fault>(&outcome)) {
    if (!passes(*fault)) return outcome;
    const auto span = schedule.next();
    if (!span) return outcome;
    pacer.pause(*span);
    outcome = printer.print(page);
  }
  return outcome;
}

Outcome print_now(Printer& printer, Pacer& pacer, const std::string& page) {
  Doubling doubling;
  return print_patiently(printer, pacer, doubling, page);
}

// mutant rt-growth violated: span_ *= 2; =>
// mutant rt-permanent-errors violated: if (!passes(*fault)) return outcome; =>
// mutant rt-bound violated: if (used_ >= 6) return std::nullopt; =>
