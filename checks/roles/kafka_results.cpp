#include "checks/roles/kafka_results.hpp"

#include <algorithm>
#include <set>

namespace assay::checks::kafka {
namespace {

constexpr unsigned max_depth = 5;

bool is_accessor(const Call& call) {
  static const std::set<std::string, std::less<>> names{"operator bool", "get", "operator!", "operator==", "operator!=", "empty",
                                                       "has_value", "operator->", "operator*", "size", "length"};
  return call.gives_access || names.contains(call.simple);
}

bool holds_storage(const Value& value, const std::set<std::string>& storages) {
  return std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == SourceKind::storage && storages.contains(source.symbol);
  });
}

/// A value and what is asked of it on the way to a truth value.
class Question {
 public:
  explicit Question(const Function& function) : function_(function) {}

  template <typename Predicate>
  bool asks(const Value& value, const Predicate& about) const {
    std::set<Source> asked;
    return asks(value, about, asked);
  }

  template <typename Predicate>
  bool asks(const Value& value, const Predicate& about, std::set<Source>& asked) const {
    if (about(value)) return true;
    return std::ranges::any_of(value, [&](const Source& source) {
      if (!asked.insert(source).second) return false;
      if (source.kind == SourceKind::compare && source.index < function_.compares.size()) {
        const auto& compare = function_.compares[source.index];
        return asks(compare.left, about, asked) || asks(compare.right, about, asked);
      }
      if (source.kind != SourceKind::result || source.index >= function_.calls.size()) return false;
      const auto& call = function_.calls[source.index];
      if (!is_accessor(call)) return false;
      if (asks(call.receiver, about, asked)) return true;
      return std::ranges::any_of(call.arguments, [&](const Value& argument) { return asks(argument, about, asked); });
    });
  }

  template <typename Predicate>
  bool decides(const Predicate& about) const {
    const bool branches = std::ranges::any_of(function_.conditions, [&](const Condition& condition) {
      return condition.kind != ConditionKind::leaving && condition.kind != ConditionKind::handling && asks(condition.value, about);
    });
    return branches || std::ranges::any_of(function_.compares, [&](const Compare& compare) {
      return asks(compare.left, about) || asks(compare.right, about);
    });
  }

 private:
  const Function& function_;
};

/// A call's result, told from what the call writes to the text that it is given.
class Result {
 public:
  Result(const Function& function, unsigned call) : call_(call) {
    for (const auto& argument : function.calls[call].arguments)
      for (const auto& source : argument) {
        if (source.kind == SourceKind::local && (source.index >= function.locals.size() || !function.locals[source.index].is_parameter)) locals_.insert(source.index);
        if (source.kind == SourceKind::storage) storages_.insert(source.symbol);
      }
  }

  bool operator()(const Value& value) const {
    if (!holds(value, SourceKind::result, call_)) return false;
    if (holds_storage(value, storages_)) return false;
    return std::ranges::none_of(locals_, [&](unsigned local) { return holds(value, SourceKind::local, local); });
  }
  [[nodiscard]] bool is_argument(const std::string& storage) const { return storages_.contains(storage); }

 private:
  unsigned call_;
  std::set<unsigned> locals_;
  std::set<std::string> storages_;
};

bool is_used(const Function& function, unsigned result) {
  const Result about(function, result);
  if (Question(function).decides(about)) return true;
  for (unsigned i = 0; i < function.calls.size(); ++i) {
    const auto& call = function.calls[i];
    if (i == result || call.kind == CallKind::destruction || call.kind == CallKind::deallocation) continue;
    if (about(call.receiver) || about(call.callable) || std::ranges::any_of(call.arguments, about)) return true;
  }
  return std::ranges::any_of(function.raises, [&](const Raise& raise) { return about(raise.value); }) ||
         std::ranges::any_of(function.operations, [&](const Operation& one) { return about(one.left) || about(one.right); }) ||
         std::ranges::any_of(function.outputs, [&](const Return& one) { return about(one.value); });
}

template <typename About>
std::set<std::string> stored_in(const Function& function, const About& about) {
  std::set<std::string> storages;
  for (const auto& write : function.writes)
    if (about(write.value)) storages.insert(write.storage);
  for (const auto& call : function.calls) {
    const bool given = std::ranges::any_of(call.arguments, [&](const Value& argument) { return about(argument); });
    if (!given || (call.simple != "reset" && call.simple != "operator=" && call.into_storage.empty())) continue;
    if (!call.into_storage.empty()) storages.insert(call.into_storage);
    for (const auto& source : call.receiver)
      if (source.kind == SourceKind::storage) storages.insert(source.symbol);
  }
  return storages;
}

template <typename About>
bool is_returned(const Function& function, const About& about) {
  return std::ranges::any_of(function.returns, [&](const Return& one) { return about(one.value); });
}

std::optional<Place> dropped(const Flow& flow, Site site, unsigned depth) {
  const auto& function = flow.function(site.function);
  if (is_used(function, site.index)) return std::nullopt;
  const Result about(function, site.index);
  auto stored = stored_in(function, about);
  std::erase_if(stored, [&](const std::string& storage) { return about.is_argument(storage); });
  if (!stored.empty()) return std::nullopt;
  if (!is_returned(function, about)) return flow.call(site).at;
  if (depth == max_depth) return std::nullopt;
  for (const auto& caller : flow.callers(site.function)) {
    if (caller.by_callee) return std::nullopt;
    if (auto at = dropped(flow, caller.call, depth + 1)) return at;
  }
  return std::nullopt;
}

bool tested(const Flow& flow, Site site, unsigned depth) {
  const auto& function = flow.function(site.function);
  // A client is handed to many calls, which may write to it as far as is known: its values are many.
  const auto about = [&](const Value& value) { return holds(value, SourceKind::result, site.index); };
  if (Question(function).decides(about)) return true;
  // What a helper is given, it may test.
  for (unsigned i = 0; i < function.calls.size(); ++i) {
    const auto& call = function.calls[i];
    if (flow.targets({site.function, i}).empty() || call.kind == CallKind::construction) continue;
    if (i != site.index && std::ranges::any_of(call.arguments, about)) return true;
  }
  if (const auto storages = stored_in(function, about); !storages.empty())
    for (unsigned f = 0; f < flow.function_count(); ++f)
      if (Question(flow.function(f)).decides([&](const Value& value) { return holds_storage(value, storages); })) return true;
  if (!is_returned(function, about) || depth == max_depth) return false;
  const auto& callers = flow.callers(site.function);
  if (callers.empty()) return true;
  return std::ranges::any_of(callers, [&](const Caller& caller) { return caller.by_callee || tested(flow, caller.call, depth + 1); });
}

}  // namespace

bool holds(const Value& value, SourceKind kind, unsigned index) {
  return std::ranges::any_of(value, [&](const Source& source) { return source.kind == kind && source.index == index; });
}

std::optional<Place> dropped_at(const Flow& flow, Site call) { return dropped(flow, call, 0); }

bool is_tested(const Flow& flow, Site call) { return tested(flow, call, 0); }

bool argument_decides(const Flow& flow, Site site, unsigned argument) {
  const auto& call = flow.call(site);
  if (argument >= call.arguments.size()) return false;
  const auto& function = flow.function(site.function);
  std::set<unsigned> locals;
  std::set<std::string> storages;
  for (const auto& source : call.arguments[argument]) {
    if (source.kind == SourceKind::local) locals.insert(source.index);
    if (source.kind == SourceKind::storage) storages.insert(source.symbol);
  }
  if (locals.empty() && storages.empty()) return false;
  // The text is whatever was written to it, so that every use of it holds all of these.
  return Question(function).decides([&](const Value& value) {
    const bool all_locals = std::ranges::all_of(locals, [&](unsigned local) { return holds(value, SourceKind::local, local); });
    return all_locals && std::ranges::all_of(storages, [&](const std::string& storage) { return holds_storage(value, {storage}); });
  });
}

}  // namespace assay::checks::kafka
