#include "support/conditions.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "support/script.hpp"

namespace judge {
namespace {

using std::chrono::milliseconds;

// Draws of one send are for different things; a fault's are for its kind, so that they stay
// the same when another fault is left out.
enum class For : unsigned { latency = 100, manner = 101, share = 200, extra = 300 };

constexpr For for_fault(For what, FaultKind kind) {
  return static_cast<For>(static_cast<unsigned>(what) + static_cast<unsigned>(kind));
}

// In [0, 1). The finaliser of SplitMix64 (Steele, Lea, Flood 2014) makes neighbours differ.
double draw(std::uint64_t luck, unsigned attempt, For what) {
  std::uint64_t z = luck + 0x9e3779b97f4a7c15 * (1000ULL * attempt + static_cast<unsigned>(what));
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

Duration part_of(Duration whole, double part) {
  const auto count = std::chrono::duration_cast<milliseconds>(whole).count();
  return milliseconds{std::llround(static_cast<double>(count) * part)};
}

std::string accepted_at(unsigned attempt) { return "accepted at attempt " + std::to_string(attempt + 1); }

class Answering {
 public:
  Answering(const Conditions& conditions, const Occasion& occasion) : occasion_(occasion) {
    const Duration spread = conditions.longest_latency - conditions.shortest_latency;
    const Duration latency = conditions.shortest_latency + part_of(spread, drawn(For::latency));
    answer_ = succeeds(latency, accepted_at(occasion.attempt));
  }

  void meet(const Fault& fault) {
    switch (fault.kind) {
      case FaultKind::failure: return fail(fault);
      case FaultKind::rejection: return reject(fault);
      case FaultKind::partition: return lose();
      case FaultKind::loss: return strikes(fault) ? lose() : void();
      case FaultKind::duplication: return duplicate(fault);
      case FaultKind::delay: return strikes(fault) ? prolong(fault, drawn(for_fault(For::extra, fault.kind))) : void();
      case FaultKind::flapping: return is_down(fault) ? fail(fault) : void();
      case FaultKind::overload:
        prolong(fault, drawn(for_fault(For::extra, fault.kind)));
        return fail(fault);
      case FaultKind::drip: return prolong(fault, progress(fault));
    }
  }

  [[nodiscard]] Answer take() { return lost_ ? hangs() : std::move(answer_); }

 private:
  [[nodiscard]] double drawn(For what) const { return draw(occasion_.luck, occasion_.attempt, what); }
  [[nodiscard]] bool strikes(const Fault& fault) const {
    return drawn(for_fault(For::share, fault.kind)) < fault.share;
  }
  [[nodiscard]] double progress(const Fault& fault) const {
    return static_cast<double>((occasion_.now - fault.from).count()) /
           static_cast<double>((fault.until - fault.from).count());
  }
  [[nodiscard]] bool is_down(const Fault& fault) const {
    return fault.extra > Duration::zero() && ((occasion_.now - fault.from) / fault.extra) % 2 == 0;
  }

  void lose() { lost_ = true; }
  void prolong(const Fault& fault, double part) { answer_.latency += part_of(fault.extra, part); }
  void fail(const Fault& fault) {
    if (strikes(fault)) answer_ = drawn(For::manner) < 0.5 ? fails(answer_.latency) : breaks(answer_.latency);
  }
  void reject(const Fault& fault) {
    // What is wrong with a message is wrong at each attempt.
    if (draw(occasion_.luck, 0, for_fault(For::share, fault.kind)) < fault.share) {
      answer_ = fails_for_good(answer_.latency);
    }
  }
  void duplicate(const Fault& fault) {
    if (occasion_.given_up_before) {
      answer_ = succeeds(Duration::zero(), accepted_at(occasion_.attempt - 1));
    } else if (strikes(fault)) {
      lose();
    }
  }

  const Occasion& occasion_;
  Answer answer_;
  bool lost_ = false;
};

std::string percent(double share) { return std::to_string(std::lround(100 * share)) + " %"; }

}  // namespace

std::string describe(const Fault& fault) {
  const std::string share = percent(fault.share);
  const std::string extra = to_string(fault.extra);
  switch (fault.kind) {
    case FaultKind::failure: return share + " of the sends fail";
    case FaultKind::rejection: return share + " of the messages are rejected for good";
    case FaultKind::partition: return "partition: nothing is answered";
    case FaultKind::loss: return share + " of the sends are lost";
    case FaultKind::duplication:
      return share + " of the replies come too late, and again as the answer to the next attempt";
    case FaultKind::delay: return share + " of the replies are delayed by up to " + extra;
    case FaultKind::flapping: return "flapping: " + extra + " down, " + extra + " up";
    case FaultKind::overload:
      return "overload: up to " + extra + " slower" + (fault.share > 0 ? ", and " + share + " of the sends fail" : "");
    case FaultKind::drip: return "slower and slower, by " + extra + " in the end";
  }
  return {};
}

Answer answer_under(const Conditions& conditions, const Occasion& occasion) {
  Answering answering(conditions, occasion);
  for (const Fault& fault : conditions.faults) {
    const bool here = fault.to.empty() || fault.to == occasion.to;
    if (here && fault.from <= occasion.now && occasion.now < fault.until) answering.meet(fault);
  }
  return answering.take();
}

}  // namespace judge
