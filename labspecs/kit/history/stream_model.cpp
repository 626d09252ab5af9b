#include "history/stream_model.hpp"

#include <algorithm>

namespace assay::kit::history {
namespace {

template <typename... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};

using Next = std::optional<EventList>;

/// The state after an append, whatever is answered; and what it is answered when it takes effect.
struct Done {
  EventList after;
  std::optional<std::uint64_t> appended;  ///< nothing: it is a conflict
};

Done effect_of(const EventList& state, const AppendEvents& append, bool idempotent) {
  if (!append.expected || *append.expected == state.size()) {
    EventList after = state.with(append.events);
    const std::uint64_t length = after.size();
    return {std::move(after), length};
  }
  if (idempotent && !append.events.empty() && state.holds_at(*append.expected, append.events)) {
    return {state, *append.expected + append.events.size()};
  }
  return {state, std::nullopt};
}

Next append(const EventList& state, const AppendEvents& input, const std::optional<StreamOutput>& output, bool idempotent) {
  Done effect = effect_of(state, input, idempotent);
  if (!output) return std::move(effect.after);
  return std::visit(Overloaded{[&](const Appended& answer) -> Next {
                                 if (effect.appended != answer.version) return std::nullopt;
                                 return std::move(effect.after);
                               },
                               [&](const Conflict& answer) -> Next {
                                 if (effect.appended || answer.actual.value_or(state.size()) != state.size()) {
                                   return std::nullopt;
                                 }
                                 return state;
                               },
                               [&](const Refused&) -> Next { return state; },
                               [](const Loaded&) -> Next { return std::nullopt; }},
                    *output);
}

Next load(const EventList& state, const LoadEvents& input, const std::optional<StreamOutput>& output) {
  if (!output || std::holds_alternative<Refused>(*output)) return state;
  const auto* loaded = std::get_if<Loaded>(&*output);
  const std::uint64_t count = std::min(input.up_to.value_or(state.size()), state.size());
  if (loaded == nullptr || !state.starts_with(count, loaded->events)) return std::nullopt;
  return state;
}

std::string joined(const std::vector<std::string>& events) {
  std::string text;
  for (const auto& event : events) text += (text.empty() ? "" : ", ") + event;
  return text;
}

}  // namespace

std::string StreamModel::key(const Input& input) const {
  return std::visit([](const auto& on) { return on.stream; }, input);
}

EventList StreamModel::initial(const std::string& stream) const {
  const auto known = contents.find(stream);
  return known == contents.end() ? EventList{} : EventList(known->second);
}

std::optional<EventList> StreamModel::step(const State& state, const Input& input, const std::optional<Output>& output) const {
  return std::visit(Overloaded{[&](const AppendEvents& on) { return append(state, on, output, idempotent); },
                               [&](const LoadEvents& on) { return load(state, on, output); }},
                    input);
}

bool StreamModel::reads(const Input& input, const std::optional<Output>& output) const {
  return std::holds_alternative<LoadEvents>(input) || (output && !std::holds_alternative<Appended>(*output));
}

std::string describe(const StreamInput& input) {
  return std::visit(Overloaded{[](const AppendEvents& on) {
                                 return "append " + joined(on.events) + " to " + on.stream +
                                        (on.expected ? " at " + std::to_string(*on.expected) : "");
                               },
                               [](const LoadEvents& on) {
                                 return "load " + on.stream + (on.up_to ? " up to " + std::to_string(*on.up_to) : "");
                               }},
                    input);
}

std::string describe(const StreamOutput& output) {
  return std::visit(Overloaded{[](const Appended& answer) { return "appended, now " + std::to_string(answer.version); },
                               [](const Conflict& answer) {
                                 return answer.actual ? "conflict, actually " + std::to_string(*answer.actual) : "conflict";
                               },
                               [](const Refused& answer) { return "refused: " + answer.why; },
                               [](const Loaded& answer) {
                                 return answer.events.empty() ? "nothing" : joined(answer.events);
                               }},
                    output);
}

}  // namespace assay::kit::history
