#include "history/register_model.hpp"

namespace assay::kit::history {

std::optional<std::int64_t> RegisterModel::step(State state, const Input& input, const std::optional<Output>& output) const {
  switch (input.kind) {
    case Kind::read:
      if (output && output->value != state) return std::nullopt;
      return state;
    case Kind::write:
      return input.value;
    case Kind::compare_and_set: {
      const bool done = state == input.expected;
      if (output && output->done != done) return std::nullopt;
      return done ? input.value : state;
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> CounterModel::step(State state, Input add, const std::optional<Output>& sum) const {
  if (sum && *sum != state + add) return std::nullopt;
  return state + add;
}

std::optional<QueueModel::State> QueueModel::step(const State& state, const Input& input,
                                                  const std::optional<Output>& output) const {
  State after = state;
  if (input) {
    after.push_back(*input);
    return after;
  }
  const Output first = state.empty() ? Output{} : Output{state.front()};
  if (output && *output != first) return std::nullopt;
  if (!after.empty()) after.pop_front();
  return after;
}

std::size_t QueueModel::hash(const State& state) const {
  std::size_t hash = 0;
  for (const std::int64_t value : state) hash = hash * 31 + std::hash<std::int64_t>{}(value) + 1;
  return hash;
}

}  // namespace assay::kit::history
