// The mode is a std::variant; each alternative carries what it needs.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit satisfied
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded violated
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback none
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <variant>

namespace storage {

using wall = std::chrono::system_clock;

struct working {
  int mistakes = 0;
};
struct suspended {
  wall::time_point since;
};
struct on_trial {
  bool taken = false;
};

class bucket_gate {
 public:
  template <typename Operation>
  auto with(Operation operation) -> std::optional<decltype(operation())> {
    if (!admit()) return std::nullopt;
    try {
      auto result = operation();
      approve();
      return result;
    } catch (...) {
      complain();
      throw;
    }
  }

  void clear() {
    std::lock_guard<std::mutex> lock(mutex_);
    mode_ = working{};
  }

 private:
  bool admit() {
    if (auto* s = std::get_if<suspended>(&mode_)) {
      if (wall::now() - s->since < std::chrono::minutes(1)) return false;
      mode_ = on_trial{};
    }
    if (auto* t = std::get_if<on_trial>(&mode_)) {
      if (t->taken) return false;
      t->taken = true;
    }
    return true;
  }
  void approve() { mode_ = working{}; }
  void complain() {
    if (std::holds_alternative<on_trial>(mode_)) {
      mode_ = suspended{wall::now()};
    } else if (auto* w = std::get_if<working>(&mode_)) {
      if (++w->mistakes >= 10) mode_ = suspended{wall::now()};
    }
  }

  std::mutex mutex_;
  std::variant<working, suspended, on_trial> mode_;
};

inline std::optional<int> size_of(bucket_gate& gate, const std::function<int()>& ask) { return gate.with(ask); }

}  // namespace storage
// mutant cb-threshold violated: if (++w->mistakes >= 10) mode_ => ++w->mistakes; mode_
// mutant cb-probe-limit violated: if (t->taken) return false; =>
// mutant cb-probe-success-closes violated: void approve() { mode_ = working{}; } => void approve() { if (auto* w = std::get_if<working>(&mode_)) w->mistakes = 0; }
