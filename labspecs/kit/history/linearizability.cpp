#include "history/linearizability.hpp"

#include <algorithm>

namespace assay::kit::history::detail {
namespace {

constexpr std::uint64_t first_round = 10'000;
constexpr std::uint64_t growth = 8;

class Rounds {
 public:
  Rounds(const std::vector<CheckObject>& objects, const Limits& limits)
      : objects_(objects), limits_(limits), left_(limits), orders_(objects.size()), undecided_(objects.size()) {
    for (std::size_t i = 0; i < objects.size(); ++i) undecided_[i] = i;
  }

  Linearizability run() {
    for (std::uint64_t most = first_round; !undecided_.empty(); most *= growth) {
      std::vector<std::size_t> still;
      for (const std::size_t object : undecided_) {
        Linearizability part = check(object, most);
        if (part.answer == Answer::violated) return with_totals(std::move(part));
        if (part.answer == Answer::unknown) still.push_back(object);
        orders_[object] = std::move(part.order);
      }
      undecided_ = std::move(still);
      if (!undecided_.empty() && (left_.steps == 0 || left_.time <= core::Duration::zero() || gave_up_)) {
        return with_totals({.answer = Answer::unknown, .reason = reason_});
      }
    }
    Linearizability all{.answer = Answer::ok};
    for (const auto& order : orders_) all.order.insert(all.order.end(), order.begin(), order.end());
    return with_totals(std::move(all));
  }

 private:
  Linearizability check(std::size_t object, std::uint64_t most) {
    Limits part = left_;
    part.steps = std::min(left_.steps, most);
    Linearizability found = objects_[object](part);
    left_.steps -= std::min(left_.steps, found.steps);
    left_.time -= std::min(left_.time, found.took);
    if (found.answer != Answer::unknown) return found;
    // What stopped before its steps were used up stopped for a reason that more steps do not help.
    gave_up_ = gave_up_ || found.steps < part.steps;
    reason_ = found.steps < part.steps ? found.reason : "not decided within " + std::to_string(limits_.steps) + " steps";
    return found;
  }

  [[nodiscard]] Linearizability with_totals(Linearizability result) const {
    result.steps = limits_.steps - left_.steps;
    result.took = limits_.time - left_.time;
    return result;
  }

  const std::vector<CheckObject>& objects_;
  const Limits& limits_;
  Limits left_;
  std::vector<std::vector<std::size_t>> orders_;
  std::vector<std::size_t> undecided_;
  bool gave_up_ = false;
  std::string reason_;
};

}  // namespace

Linearizability check_objects(const std::vector<CheckObject>& objects, const Limits& limits) {
  return Rounds(objects, limits).run();
}

}  // namespace assay::kit::history::detail
