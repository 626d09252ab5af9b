// The search for an order, knowing nothing of what the operations do. `linearizability.hpp` is what
// suites use.
//
// Theory of operation. J. M. Wing and C. Gong ("Testing and verifying concurrent objects", 1993)
// try, of the operations that may come next, one after the other, and go back where none fits. G.
// Lowe ("Testing for linearizability", 2017) adds the memory: whoever comes to the same set of
// placed operations and the same state a second time turns round. As in the programs that are
// built on this (A. Horn and D. Kroening, 2015; Porcupine), calls and returns are a doubly linked
// list in the order of time, from which the placed operations are lifted: those that may come next
// are the calls before the first return that is left.
//
// What can come next and never changes a state comes next, without trying anything else: whoever
// places it later may as well have placed it here.
//
// States are numbers: who knows the model gives each different one a number. What an operation does
// to a state is asked once.
//
// Operations that need not happen are not in the list: of them, those are tried, after the ones that
// have to, that change the state and were called before the first return that is left.
//
// An operation binds in one of three ways, each weaker than the one before. That is how a violated
// history is explained: what is violated although an operation is bound less does not need it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/duration.hpp"

namespace assay::kit::history {

enum class Answer {
  ok,
  violated,
  unknown,  ///< not decided within the limits; never to be taken for either of the others
};

/// What a check may take. Steps alone are used up alike in each run; time, which the conflict is given
/// once more, is the guard against histories whose steps are slow.
struct Limits {
  std::uint64_t steps = 5'000'000;  ///< results of operations on states that are looked at, 0.1 to 1 µs each
  core::Duration time = std::chrono::seconds(10);
  std::uint64_t explanation_steps = 3'000'000;  ///< beside those, to find the conflict in what is violated
};

/// How an operation binds the order.
enum class Bond {
  required,  ///< it took effect between its invocation and its return, with its output
  optional,  ///< after its invocation or never; with its output if it did
  free,      ///< after its invocation or never, with any output
};

/// What is known of an operation beforehand, to save work; with its output, where it has one.
enum class Effect {
  any,
  none_with_output,  ///< with its output it leaves each state as it is
  none,              ///< with any output
};

/// When an operation was under way, as positions in the sequence of all calls and returns.
struct Interval {
  std::size_t call = 0;
  std::size_t ret = 0;  ///< of one that never returned: after all others
  Effect effect = Effect::any;
};

using StateId = std::uint32_t;

/// The state after an operation (by index) on a state, or nothing where its output cannot be; with
/// `false`, whatever its output.
using Step = std::function<std::optional<StateId>(StateId before, std::size_t operation, bool with_output)>;

struct Found {
  Answer answer = Answer::unknown;
  std::vector<std::size_t> order;  ///< ok: that explains all; violated: the longest that was found
  std::vector<std::size_t> stuck;  ///< violated: what would have to come next then, and cannot
  std::size_t horizon = 0;         ///< violated: the last position that mattered; what is called after it does not
  std::string reason;              ///< unknown: which limit
  std::uint64_t steps = 0;
  core::Duration took{};           ///< real time
};

class UsefulSteps;

/// The operations of one object.
class Search {
 public:
  /// `initial` is the state before the first operation.
  Search(std::vector<Interval> intervals, StateId initial, Step step);
  Search(Search&&) noexcept;
  ~Search();

  /// Whether some order explains all that is required. Bonds are per operation.
  [[nodiscard]] Found run(const std::vector<Bond>& bonds, const Limits& limits);

  /// Of bonds that are violated: the operations that are violated together, however all others
  /// turned out. None can be left out, as far as the limit on explanation steps allows to tell. The
  /// same for the same history.
  [[nodiscard]] std::vector<std::size_t> conflict(std::vector<Bond> bonds, const Found& violated, const Limits& limits);

 private:
  friend class Explanation;
  Found run(const std::vector<Bond>& bonds, const Limits& limits, UsefulSteps& useful);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit::history
