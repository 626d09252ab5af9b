// Small objects that histories in the literature are about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>

namespace assay::kit::history {

/// A register that is read, written, and changed on condition of its value.
struct RegisterModel {
  enum class Kind { read, write, compare_and_set };
  struct Input {
    Kind kind = Kind::read;
    std::int64_t value = 0;     ///< write and compare_and_set: the new one
    std::int64_t expected = 0;  ///< compare_and_set
  };
  struct Output {
    std::int64_t value = 0;  ///< read
    bool done = true;        ///< compare_and_set: whether the value was the expected one
  };
  using State = std::int64_t;

  State first = 0;

  [[nodiscard]] State initial() const { return first; }
  [[nodiscard]] std::optional<State> step(State state, const Input& input, const std::optional<Output>& output) const;
  [[nodiscard]] bool reads(const Input& input, const std::optional<Output>& output) const {
    return input.kind == Kind::read || (input.kind == Kind::compare_and_set && output && !output->done);
  }
  [[nodiscard]] std::size_t hash(State state) const { return std::hash<State>{}(state); }
};

/// Registers by name, each independent of the others and 0 at first.
struct RegistersModel {
  struct Input {
    std::string name;
    RegisterModel::Input on;
  };
  using Output = RegisterModel::Output;
  using State = std::int64_t;

  [[nodiscard]] std::string key(const Input& input) const { return input.name; }
  [[nodiscard]] State initial(const std::string& /*name*/) const { return 0; }
  [[nodiscard]] std::optional<State> step(State state, const Input& input, const std::optional<Output>& output) const {
    return RegisterModel{}.step(state, input.on, output);
  }
  [[nodiscard]] std::size_t hash(State state) const { return std::hash<State>{}(state); }
};

/// A counter: an input adds a number (0 reads), and the output is the sum after that.
struct CounterModel {
  using Input = std::int64_t;
  using Output = std::int64_t;
  using State = std::int64_t;

  [[nodiscard]] State initial() const { return 0; }
  [[nodiscard]] std::optional<State> step(State state, Input add, const std::optional<Output>& sum) const;
  [[nodiscard]] std::size_t hash(State state) const { return std::hash<State>{}(state); }
};

/// A queue: an input puts a value in at the end, or without one takes the first out.
struct QueueModel {
  using Input = std::optional<std::int64_t>;   ///< what is put in
  using Output = std::optional<std::int64_t>;  ///< what was taken out; nothing: it was empty
  using State = std::deque<std::int64_t>;

  [[nodiscard]] State initial() const { return {}; }
  [[nodiscard]] std::optional<State> step(const State& state, const Input& input,
                                          const std::optional<Output>& output) const;
  [[nodiscard]] std::size_t hash(const State& state) const;
};

}  // namespace assay::kit::history
