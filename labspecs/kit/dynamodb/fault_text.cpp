// Faults as words and back: "delay(20ms,0s)".
#include <charconv>

#include "dynamodb/faults.hpp"

namespace assay::kit::dynamodb {
namespace {

template <typename... Kinds>
struct Overloaded : Kinds... {
  using Kinds::operator()...;
};

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

template <typename Number>
std::optional<Number> number_of(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Exact, unlike what is meant for people.
std::string exact(core::Duration duration) { return std::to_string(duration.count()) + "ns"; }

std::string span_text(core::Duration duration) {
  const std::string text = core::to_string(duration);
  const auto back = core::parse_duration(text);
  return back && *back == duration ? text : exact(duration);
}

std::optional<Fault> fail_of(std::string_view argument) {
  const auto parts = split(argument, ':');
  if (parts.front().empty() || parts.size() > 2) return std::nullopt;
  Fail fail{.error = std::string(parts.front()), .reasons = {}};
  if (parts.size() == 2) {
    for (const auto reason : split(parts[1], '/')) fail.reasons.emplace_back(reason);
  }
  return fail;
}

std::optional<Fault> delay_of(std::string_view argument) {
  const auto parts = split(argument, ',');
  if (parts.size() != 2) return std::nullopt;
  const auto before = core::parse_duration(parts[0]);
  const auto after = core::parse_duration(parts[1]);
  if (!before || !after) return std::nullopt;
  return Delay{.before = *before, .after = *after};
}

std::optional<Fault> partition_of(std::string_view argument) {
  const auto parts = split(argument, ',');
  if (parts.size() != 2 || (parts[1] != "reset" && parts[1] != "hold")) return std::nullopt;
  const auto span = core::parse_duration(parts[0]);
  if (!span) return std::nullopt;
  return Partition{.span = *span, .reset = parts[1] == "reset"};
}

template <typename Kind, typename Number>
std::optional<Fault> counted(std::string_view argument) {
  const auto number = number_of<Number>(argument);
  return number ? std::optional<Fault>(Kind{*number}) : std::nullopt;
}

template <typename Kind>
std::optional<Fault> either(std::string_view argument, std::string_view yes, std::string_view no) {
  if (argument != yes && argument != no) return std::nullopt;
  return Kind{argument == yes};
}

std::string argument_of(const Fault& fault) {
  return std::visit(Overloaded{
                        [](const Fail& fail) {
                          std::string text = fail.error;
                          for (std::size_t i = 0; i < fail.reasons.size(); ++i) text += (i == 0 ? ':' : '/') + fail.reasons[i];
                          return text;
                        },
                        [](const Unprocessed& it) { return std::to_string(it.forwarded); },
                        [](const ResetBefore&) { return std::string(); },
                        [](const LoseAnswer& it) { return std::string(it.reset ? "reset" : "close"); },
                        [](const Delay& it) { return span_text(it.before) + ',' + span_text(it.after); },
                        [](const Stale& it) { return std::to_string(it.writes); },
                        [](const SmallPages& it) { return std::to_string(it.items); },
                        [](const Partition& it) { return span_text(it.span) + (it.reset ? ",reset" : ",hold"); },
                        [](const Crash& it) { return std::string(it.forwarded ? "after" : "before"); },
                    },
                    fault);
}

}  // namespace

std::string_view name_of(const Fault& fault) {
  constexpr std::string_view names[] = {"fail",  "unprocessed", "reset",     "lost-answer", "delay",
                                        "stale", "small-pages", "partition", "crash"};
  static_assert(std::size(names) == std::variant_size_v<Fault>);
  return names[fault.index()];
}

std::string to_text(const Fault& fault) { return std::string(name_of(fault)) + '(' + argument_of(fault) + ')'; }

std::string to_text(const Decision& decision) {
  std::string text;
  for (const Fault& fault : decision) text += (text.empty() ? "" : " ") + to_text(fault);
  return text;
}

std::optional<Fault> fault_of(std::string_view text) {
  const auto open = text.find('(');
  if (open == std::string_view::npos || !text.ends_with(')')) return std::nullopt;
  const auto name = text.substr(0, open);
  const auto argument = text.substr(open + 1, text.size() - open - 2);
  if (name == "fail") return fail_of(argument);
  if (name == "unprocessed") return counted<Unprocessed, std::size_t>(argument);
  if (name == "reset" && argument.empty()) return ResetBefore{};
  if (name == "lost-answer") return either<LoseAnswer>(argument, "reset", "close");
  if (name == "delay") return delay_of(argument);
  if (name == "stale") return counted<Stale, unsigned>(argument);
  if (name == "small-pages") return counted<SmallPages, std::uint64_t>(argument);
  if (name == "partition") return partition_of(argument);
  if (name == "crash") return either<Crash>(argument, "after", "before");
  return std::nullopt;
}

}  // namespace assay::kit::dynamodb
