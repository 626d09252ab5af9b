// Whether what clients saw of an object can be explained by their operations having happened one at
// a time, each at some moment between its invocation and its return: linearizability (M. P. Herlihy,
// J. M. Wing, "Linearizability: a correctness condition for concurrent objects", 1990).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "history/history.hpp"
#include "history/intervals.hpp"
#include "history/search.hpp"
#include "history/states.hpp"

namespace assay::kit::history {

/// What an object does when one operation happens after the other. `step` gives the state after an
/// operation, or nothing where it cannot have this output; without an output, whatever its output.
/// It is a function of its arguments.
template <typename M>
concept Model = requires(const M& model, const typename M::State& state, const typename M::Input& input,
                         const std::optional<typename M::Output>& output) {
  { model.step(state, input, output) } -> std::same_as<std::optional<typename M::State>>;
  { model.hash(state) } -> std::convertible_to<std::size_t>;
  { state == state } -> std::convertible_to<bool>;
};

/// A model of several objects that have nothing to do with each other, each operation being on one:
/// a history is linearizable if each object's part of it is (locality, theorem 1 of the paper), and
/// the parts are found much faster. Has `key(input)` and `initial(key)`; any other has `initial()`.
template <typename M>
concept KeyedModel = Model<M> && requires(const M& model, const typename M::Input& input) {
  { model.initial(model.key(input)) } -> std::same_as<typename M::State>;
};

/// A model that knows which operations never change a state, given this output or (without one) any:
/// reads, and what failed. It makes the search and finding the conflict much faster.
template <typename M>
concept KnowsReads = Model<M> && requires(const M& model, const typename M::Input& input,
                                          const std::optional<typename M::Output>& output) {
  { model.reads(input, output) } -> std::same_as<bool>;
};

/// What a check found. Operations are told by their index in the history.
struct Linearizability {
  Answer answer = Answer::unknown;
  /// ok: an order that explains all (object after object, where there are several). violated: the
  /// longest explained beginning, of the object that is violated.
  std::vector<std::size_t> order;
  /// violated: the operations, under way after that beginning, none of which can come next.
  std::vector<std::size_t> stuck;
  /// violated: operations that cannot be explained together, whatever became of all others, and
  /// of which each is needed for that, as far as the limits allow to tell. In the order of invocation.
  std::vector<std::size_t> conflict;
  std::string reason;  ///< unknown: the limit that was reached
  std::uint64_t steps = 0;
  core::Duration took{};  ///< real time, without that for the conflict
};

namespace detail {

template <Model M>
Effect effect_of(const M& model, const typename M::Input& input, const std::optional<typename M::Output>& output) {
  if constexpr (KnowsReads<M>) {
    if (model.reads(input, std::nullopt)) return Effect::none;
    if (output && model.reads(input, output)) return Effect::none_with_output;
  }
  return Effect::any;
}

template <Model M>
Linearizability check_object(const M& model, typename M::State initial,
                             const History<typename M::Input, typename M::Output>& history,
                             const std::vector<std::size_t>& members, const Limits& limits) {
  States<M> states(model, std::move(initial));
  std::vector<Span> spans;
  std::vector<Bond> bonds;
  for (const std::size_t member : members) {
    const auto& operation = history[member];
    spans.push_back({operation.invoked, operation.pending() ? std::nullopt : operation.returned});
    bonds.push_back(operation.pending() ? Bond::free : Bond::required);
  }
  auto intervals = intervals_of(spans);
  for (std::size_t i = 0; i < members.size(); ++i) {
    intervals[i].effect = effect_of(model, history[members[i]].input, history[members[i]].output);
  }
  Search search(std::move(intervals), 0, [&](StateId before, std::size_t index, bool with_output) {
    const auto& operation = history[members[index]];
    return states.step(before, operation.input, with_output ? operation.output : std::nullopt);
  });
  Found found = search.run(bonds, limits);
  Linearizability result{found.answer, found.order, found.stuck, {}, found.reason, found.steps, found.took};
  if (found.answer == Answer::violated) result.conflict = search.conflict(std::move(bonds), found, limits);
  for (auto* list : {&result.order, &result.stuck, &result.conflict}) {
    for (std::size_t& index : *list) index = members[index];
  }
  return result;
}

/// Checks one object.
using CheckObject = std::function<Linearizability(const Limits& limits)>;

/// Checks objects in rounds, each with more steps than the one before, so that one which takes for
/// ever does not keep another's violation from being found. The limits hold for all together.
[[nodiscard]] Linearizability check_objects(const std::vector<CheckObject>& objects, const Limits& limits);

}  // namespace detail

/// Checks a history. The limits hold for the whole of it. The answer, where time does not cut it
/// short, is the same in each run.
template <Model M>
[[nodiscard]] Linearizability check_linearizable(const M& model,
                                                 const History<typename M::Input, typename M::Output>& history,
                                                 const Limits& limits = {}) {
  if constexpr (KeyedModel<M>) {
    using Key = std::decay_t<decltype(model.key(std::declval<typename M::Input>()))>;
    std::map<Key, std::vector<std::size_t>> objects;
    for (std::size_t i = 0; i < history.size(); ++i) objects[model.key(history[i].input)].push_back(i);
    std::vector<detail::CheckObject> checks;
    for (const auto& [key, members] : objects) {
      checks.push_back([&](const Limits& part) { return detail::check_object(model, model.initial(key), history, members, part); });
    }
    return detail::check_objects(checks, limits);
  } else {
    std::vector<std::size_t> members(history.size());
    for (std::size_t i = 0; i < members.size(); ++i) members[i] = i;
    return detail::check_object(model, model.initial(), history, members, limits);
  }
}

}  // namespace assay::kit::history
