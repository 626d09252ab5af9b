// The checker against executions that are known to be right, and against one that tries every order.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

#include "history/linearizability.hpp"
#include "history/register_model.hpp"
#include "history/stream_model.hpp"

namespace assay::kit::history {
namespace {

namespace gen = rc::gen;

/// Whether some order of some of the pending and all other operations explains a history: tried one by
/// one, without any of what the checker does to be fast.
template <typename M>
class EveryOrder {
 public:
  using Operations = History<typename M::Input, typename M::Output>;

  EveryOrder(const M& model, const Operations& history, std::set<std::size_t> optional = {})
      : model_(model), history_(history), optional_(std::move(optional)), placed_(history.size()) {}

  bool explains(const typename M::State& initial) { return extend(initial); }

 private:
  [[nodiscard]] bool may_be_left_out(std::size_t i) const { return history_[i].pending() || optional_.contains(i); }

  bool extend(const typename M::State& state) {
    bool complete = true;
    for (std::size_t i = 0; i < history_.size(); ++i) {
      if (placed_[i]) continue;
      if (!may_be_left_out(i)) complete = false;
      if (!comes_next(i)) continue;
      const auto next = model_.step(state, history_[i].input, history_[i].output);
      if (!next) continue;
      placed_[i] = true;
      const bool found = extend(*next);
      placed_[i] = false;
      if (found) return true;
    }
    return complete;
  }

  /// Whether nothing that is left returned before it was invoked.
  [[nodiscard]] bool comes_next(std::size_t i) const {
    for (std::size_t j = 0; j < history_.size(); ++j) {
      if (placed_[j] || may_be_left_out(j)) continue;
      if (*history_[j].returned < history_[i].invoked) return false;
    }
    return true;
  }

  const M& model_;
  const Operations& history_;
  std::set<std::size_t> optional_;
  std::vector<bool> placed_;
};

struct Shape {
  int clients;
  int operations;
  int lost;  ///< of a hundred
};

/// Runs `apply` at a moment of its own within each operation, so that the history is linearizable; no
/// client does two things at once until an answer is lost.
template <typename Operations, typename Input, typename Apply>
Operations executed(const Shape& shape, const Input& input, const Apply& apply) {
  Operations history;
  struct Running {
    std::size_t operation;
    bool applied = false;
    std::optional<typename Operations::Output> output;
  };
  std::map<unsigned, Running> running;
  int started = 0;
  for (int now = 0; started < shape.operations || !running.empty(); ++now) {
    // In turn after a while: where RapidCheck shrinks, it draws the same client for ever.
    const auto client = static_cast<unsigned>(now < 50 * shape.operations ? *gen::inRange(0, shape.clients) : now % shape.clients);
    const auto one = running.find(client);
    if (one == running.end()) {
      if (started++ < shape.operations) running[client] = {history.invoke(client, core::Duration(now), input()), false, {}};
      continue;
    }
    Running& mine = one->second;
    if (!mine.applied) {
      mine.applied = true;
      mine.output = apply(history[mine.operation].input);
      continue;
    }
    if (*gen::inRange(0, 100) < shape.lost) {
      history.lose(mine.operation, core::Duration(now));
    } else {
      history.complete(mine.operation, core::Duration(now), *mine.output);
    }
    running.erase(one);
  }
  return history;
}

using Registers = History<RegisterModel::Input, RegisterModel::Output>;

Registers register_execution(const Shape& shape) {
  std::int64_t value = 0;
  return executed<Registers>(
      shape,
      [] {
        using Kind = RegisterModel::Kind;
        return RegisterModel::Input{*gen::element(Kind::read, Kind::write, Kind::compare_and_set),
                                    *gen::inRange<std::int64_t>(0, 3), *gen::inRange<std::int64_t>(0, 3)};
      },
      [&](const RegisterModel::Input& input) -> RegisterModel::Output {
        if (input.kind == RegisterModel::Kind::read) return {.value = value};
        if (input.kind == RegisterModel::Kind::write) return value = input.value, RegisterModel::Output{};
        if (value != input.expected) return {.done = false};
        value = input.value;
        return {.done = true};
      });
}

StreamHistory stream_execution(const Shape& shape) {
  std::vector<std::string> events;
  int next = 0;
  return executed<StreamHistory>(
      shape,
      [&]() -> StreamInput {
        if (*gen::inRange(0, 3) == 0) return LoadEvents{"s", std::nullopt};
        const auto back = std::min<std::uint64_t>(*gen::inRange<std::uint64_t>(0, 2), events.size());
        return AppendEvents{"s", events.size() - back, std::vector<std::string>(*gen::inRange<std::size_t>(1, 3), "e" + std::to_string(next++))};
      },
      [&](const StreamInput& input) -> StreamOutput {
        const auto* append = std::get_if<AppendEvents>(&input);
        if (append == nullptr) return Loaded{events};
        if (append->expected != events.size()) return Conflict{events.size()};
        events.insert(events.end(), append->events.begin(), append->events.end());
        return Appended{events.size()};
      });
}

Shape small() { return {*gen::inRange(1, 5), *gen::inRange(1, 9), *gen::element(0, 0, 25)}; }

/// Changes what one operation was answered, if it was answered.
void corrupt(Registers& history) {
  Registers changed;
  const auto target = *gen::inRange<std::size_t>(0, history.size());
  for (std::size_t i = 0; i < history.size(); ++i) {
    auto operation = history[i];
    if (i == target && operation.output) {
      operation.output->value = *gen::inRange<std::int64_t>(0, 4);
      operation.output->done = !operation.output->done;
    }
    changed.add(operation);
  }
  history = changed;
}

void corrupt(StreamHistory& history) {
  StreamHistory changed;
  const auto target = *gen::inRange<std::size_t>(0, history.size());
  for (std::size_t i = 0; i < history.size(); ++i) {
    auto operation = history[i];
    if (i == target && operation.output) {
      if (auto* appended = std::get_if<Appended>(&*operation.output)) {
        operation.output = *gen::element<StreamOutput>(Appended{appended->version + 1}, Conflict{}, Refused{"?"});
      } else if (auto* loaded = std::get_if<Loaded>(&*operation.output)) {
        if (loaded->events.empty()) loaded->events.emplace_back("x");
        else loaded->events.pop_back();
      } else {
        operation.output = Appended{std::get<AppendEvents>(operation.input).expected.value_or(0) + 1};
      }
    }
    changed.add(operation);
  }
  history = changed;
}

/// That an order has each operation once, in real time's order, and explains what was answered.
template <typename M>
bool order_explains(const M& model, typename M::State state, const History<typename M::Input, typename M::Output>& history,
                    const std::vector<std::size_t>& order) {
  std::set<std::size_t> seen;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto& operation = history[order[i]];
    if (!seen.insert(order[i]).second) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (!operation.pending() && *operation.returned < history[order[j]].invoked) return false;
    }
    const auto next = model.step(state, operation.input, operation.output);
    if (!next) return false;
    state = *next;
  }
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!history[i].pending() && !seen.contains(i)) return false;
  }
  return true;
}

/// That the operations are violated together, whatever became of the others, and no fewer are.
template <typename M>
bool is_minimal(const M& model, const typename M::State& initial, const History<typename M::Input, typename M::Output>& history,
                const std::vector<std::size_t>& conflict) {
  // `kept` tells who is held to what it was answered. Others are pending: with any output or none.
  const auto explained = [&](std::size_t without) {
    History<typename M::Input, typename M::Output> relaxed;
    for (std::size_t i = 0; i < history.size(); ++i) {
      auto operation = history[i];
      const bool kept = i != without && std::ranges::find(conflict, i) != conflict.end();
      if (!kept) operation.output.reset();
      relaxed.add(operation);
    }
    return EveryOrder(model, relaxed).explains(initial);
  };
  if (explained(history.size())) return false;
  return std::ranges::all_of(conflict, explained);
}

RC_GTEST_PROP(LinearizabilityProperties, AcceptsEveryExecutionOfARegister, ()) {
  const auto history = register_execution({*gen::inRange(1, 8), *gen::inRange(1, 60), *gen::element(0, 10)});
  const auto result = check_linearizable(RegisterModel{}, history);
  RC_ASSERT(result.answer == Answer::ok);
  RC_ASSERT(order_explains(RegisterModel{}, 0, history, result.order));
}

RC_GTEST_PROP(LinearizabilityProperties, AcceptsEveryExecutionOfAStream, ()) {
  const auto history = stream_execution({*gen::inRange(1, 8), *gen::inRange(1, 60), *gen::element(0, 10)});
  const auto result = check_linearizable(StreamModel{}, history);
  RC_ASSERT(result.answer == Answer::ok);
  RC_ASSERT(order_explains(StreamModel{}, EventList{}, history, result.order));
}

RC_GTEST_PROP(LinearizabilityProperties, AgreesWithTryingEveryOrderOfARegisterWithOneWrongAnswer, ()) {
  auto history = register_execution(small());
  corrupt(history);
  const auto result = check_linearizable(RegisterModel{}, history);
  const bool explained = EveryOrder(RegisterModel{}, history).explains(0);
  RC_CLASSIFY(!explained, "violated");
  RC_ASSERT(result.answer == (explained ? Answer::ok : Answer::violated));
}

RC_GTEST_PROP(LinearizabilityProperties, AgreesWithTryingEveryOrderOfAStreamWithOneWrongAnswer, ()) {
  auto history = stream_execution(small());
  corrupt(history);
  const auto result = check_linearizable(StreamModel{}, history);
  const bool explained = EveryOrder(StreamModel{}, history).explains(EventList{});
  RC_CLASSIFY(!explained, "violated");
  RC_ASSERT(result.answer == (explained ? Answer::ok : Answer::violated));
}

RC_GTEST_PROP(LinearizabilityProperties, BlamesNoMoreThanTheViolationTakes, ()) {
  auto history = stream_execution(small());
  corrupt(history);
  const auto result = check_linearizable(StreamModel{}, history);
  RC_PRE(result.answer == Answer::violated);
  RC_ASSERT(!result.conflict.empty());
  RC_ASSERT(is_minimal(StreamModel{}, EventList{}, history, result.conflict));
}

}  // namespace
}  // namespace assay::kit::history
