// Two kinds of errors; one that cannot be mended goes aside at once.
// label: dl-role satisfied
// label: dl-after-bound satisfied
// label: dl-keeps-payload satisfied
// label: dl-redrive satisfied
// label: dl-no-silent-loss satisfied
// label: id-role none
// label: ob-role none
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

struct Ok {};
struct Again {
  std::string why;
};
struct Never {
  std::string why;
};
using Outcome = std::variant<Ok, Again, Never>;

struct Order {
  std::uint64_t number;
  std::vector<std::uint8_t> bytes;
};

struct Refused {
  Order order;
  std::string why;
};

class Intake {
 public:
  explicit Intake(std::function<Outcome(const Order&)> book) : book_(std::move(book)) {}

  void add(Order o) { queue_.push(std::move(o)); }

  void drain() {
    for (; !queue_.empty(); queue_.pop()) {
      Order& o = queue_.front();
      std::string why;
      bool settled = false;
      for (int round = 0; round != rounds_ && !settled; ++round) {
        const Outcome outcome = book_(o);
        if (std::holds_alternative<Ok>(outcome)) settled = true;
        if (const auto* again = std::get_if<Again>(&outcome)) why = again->why;
        if (const auto* never = std::get_if<Never>(&outcome)) {
          why = never->why;
          break;
        }
      }
      if (!settled) refused_[o.number] = Refused{o, why};
    }
  }

  bool resubmit(std::uint64_t number) {
    const auto at = refused_.find(number);
    if (at == refused_.end()) return false;
    queue_.push(std::move(at->second.order));
    refused_.erase(at);
    return true;
  }

 private:
  std::function<Outcome(const Order&)> book_;
  std::queue<Order> queue_;
  std::map<std::uint64_t, Refused> refused_;
  int rounds_ = 5;
};
// mutant dl-keeps-payload violated: Refused{o, why}; => Refused{o, std::string()};
// mutant dl-no-silent-loss violated: if (!settled) refused_ => if (!settled && !why.empty()) refused_
// mutant dl-redrive violated: queue_.push(std::move(at->second.order)); =>
