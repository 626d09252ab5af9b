// What the downstream is like while a scenario runs, where the scenario does not say each
// answer.
//
// A publisher sees the network through `Downstream::send`, which blocks until there is an
// answer or its timeout is over. So at this level
// - a lost message and a lost reply are the same: no answer within the timeout;
// - a delayed reply is one that takes longer, and no answer where it takes longer than the
//   timeout: what comes later finds no one waiting;
// - a duplicated reply is the answer to an attempt that was given up. The downstream had
//   taken the message; the next attempt is answered at once, with the same reply again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "support/words.hpp"

namespace judge {

enum class FaultKind {
  failure,      ///< a share of the sends fails: half of those with an error, half break
  rejection,    ///< a share of the messages is rejected for good, at each attempt
  partition,    ///< no send is answered
  loss,         ///< a share of the sends is not answered
  duplication,  ///< a share of the sends is not answered, and the next attempt is with the same reply
  delay,        ///< a share of the replies takes up to `extra` longer
  flapping,     ///< down and up again, each for `extra`; down as in `failure`
  overload,     ///< everything takes up to `extra` longer, and a share of the sends fails
  drip,         ///< everything takes longer and longer, up to `extra` at the end
};

/// Something that is broken for a while.
struct Fault {
  FaultKind kind = FaultKind::failure;
  std::string to{};   ///< the destination; empty: all of them
  Duration from{};
  Duration until{};   ///< from then on it is gone
  double share = 1;   ///< of what it may strike
  Duration extra{};
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// In words: "partition", "loss of 50 % of the sends".
[[nodiscard]] std::string describe(const Fault& fault);

struct Conditions {
  /// What a send takes when nothing is broken, any whole number of milliseconds between.
  Duration shortest_latency = std::chrono::milliseconds{1};
  Duration longest_latency = std::chrono::milliseconds{1};
  std::vector<Fault> faults{};
  friend bool operator==(const Conditions&, const Conditions&) = default;
};

/// One send of a message, the `attempt`-th from 0.
struct Occasion {
  std::string to;
  std::uint64_t luck = 0;  ///< the message's own
  unsigned attempt = 0;
  bool given_up_before = false;  ///< the attempt before this one had no answer in time
  Duration now{};
};

struct Answer;

/// How the downstream is going to answer. It depends on the faults of that moment and on
/// draws from (luck, attempt), and so neither on other messages nor on any order.
[[nodiscard]] Answer answer_under(const Conditions& conditions, const Occasion& occasion);

}  // namespace judge
