#include "checks/roles/event_sourcing_schemas.hpp"

#include <algorithm>
#include <array>

#include "checks/roles/event_sourcing_folds.hpp"
#include "checks/roles/event_sourcing_stores.hpp"

namespace assay::checks {
namespace {

class Search {
 public:
  Search(const Flow& flow, const EventSourcing& found) : flow_(flow), found_(found) {}

  Schemas run() {
    find_constants();
    for (unsigned f = 0; f < flow_.function_count(); ++f) {
      find_told_apart(f);
      find_lifting(f);
      find_traffic(f);
    }
    return std::move(result_);
  }

 private:
  /// Numbers of an event that every event is made with as a constant.
  void find_constants() {
    for (const auto& record : found_.family.records) {
      const auto known = flow_.facts().classes.find(record);
      if (known == flow_.facts().classes.end()) continue;
      for (const auto& field : known->second.fields) {
        const auto storage = flow_.facts().storages.find(field);
        if (storage == flow_.facts().storages.end() || !storage->second.type.is_number) continue;
        bool made = !storage->second.initial.empty();
        bool constant = true;
        for (const auto& site : flow_.writes_to(field)) {
          const auto& write = flow_.write(site);
          const bool literal = !has_origin(write.value) && !literals_of(write.value).empty();
          // What is read back, and lifted, is no constant.
          if (!literal && write.initialises && found_.live.contains(site.function)) constant = false;
          made = made || (write.initialises && literal);
        }
        if (made && constant) constants_.insert(field);
      }
    }
  }

  bool is_constant_field(const Value& value) const {
    return std::ranges::any_of(value, [&](const Source& s) { return s.kind == SourceKind::storage && constants_.contains(s.symbol); });
  }

  /// `if (event.schema < 2)`
  void find_told_apart(unsigned f) {
    for (const auto& compare : flow_.function(f).compares)
      if (is_constant_field(compare.left) || is_constant_field(compare.right)) result_.told_apart.push_back(compare.at);
    for (const auto& condition : flow_.function(f).conditions)
      if (condition.kind == ConditionKind::choice && is_constant_field(condition.value)) result_.told_apart.push_back(condition.at);
  }

  /// An event is made into another of its kind, as something about it is asked.
  void find_lifting(unsigned f) {
    const auto& function = flow_.function(f);
    if (function.is_lambda || !found_.family.is_event(function.result) || found_.family.is_container(function.result)) return;
    const bool takes = std::ranges::any_of(function.parameters, [&](const Parameter& p) {
      return found_.family.is_event(p.type) && p.type.record == function.result.record;
    });
    const bool changes = std::ranges::any_of(function.writes, [&](const Write& write) { return found_.family.owns(flow_.facts(), write.storage); }) ||
                         std::ranges::any_of(function.calls, [&](const Call& call) {
                           return found_.family.records.contains(call.receiver_type.record) && !call.is_const && call.receiver_type.is_const == false;
                         });
    if (!takes || !changes) return;
    const auto asks = [&](unsigned g, const Value& value) { return touches(flow_, found_.family, g, value); };
    const bool own = std::ranges::any_of(function.conditions, [&](const Condition& c) { return c.kind != ConditionKind::leaving && asks(f, c.value); });
    const bool callers = std::ranges::any_of(flow_.callers(f), [&](const Caller& caller) {
      const auto& by = flow_.function(caller.call.function);
      return std::ranges::any_of(flow_.call(caller.call).guards, [&](const Guard& guard) {
        const auto& condition = by.conditions[guard.condition];
        return condition.kind == ConditionKind::branch && asks(caller.call.function, condition.value);
      });
    });
    if (own || callers) result_.told_apart.push_back(function.at);
  }

  void find_traffic(unsigned f) {
    const auto& function = flow_.function(f);
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      const auto& call = function.calls[c];
      const bool gives = std::ranges::any_of(call.arguments, [&](const Value& v) { return gives_event(f, v); });
      const bool file = is_file_call(call);
      if (!file && !found_.from_outside) continue;
      if (writes(call) && gives && flow_.targets({f, c}).empty()) {
        result_.written.push_back(call.at);
        name({f, c});
      }
      if (is_outside_read(call) && flow_.targets({f, c}).empty() && fills_events(f)) {
        result_.read.push_back(call.at);
        name({f, c});
      }
    }
  }

  bool gives_event(unsigned f, const Value& value) const {
    return touches(flow_, found_.family, f, value) || std::ranges::any_of(flow_.reach(f, value, {}), [&](const Origin& origin) {
             return origin.source.kind == SourceKind::storage && found_.family.owns(flow_.facts(), origin.source.symbol);
           });
  }

  static bool is_file_call(const Call& call) {
    return call.of_std || call.qualified == "fread" || call.qualified == "fwrite" || call.qualified == "fprintf" || call.qualified == "fgets" ||
           call.qualified == "fputs" || call.qualified == "fscanf";
  }

  static bool writes(const Call& call) {
    static constexpr std::array names{"operator<<", "fwrite", "fprintf", "fputs", "write"};
    const auto is_file = [](const Type& type) {
      return type.class_name == "std::basic_ofstream" || type.class_name == "std::basic_fstream" || type.class_name == "_IO_FILE";
    };
    if (std::ranges::find(names, call.simple) != names.end())
      return call.simple.starts_with('f') || is_file(call.receiver_type) || std::ranges::any_of(call.argument_types, is_file) ||
             call.simple == "operator<<";
    return !call.of_std && (call.kind == CallKind::virtual_dispatch || call.kind == CallKind::indirect || call.unresolved);
  }

  /// A function that reads, and makes events of what it read.
  bool fills_events(unsigned f) const {
    const auto& function = flow_.function(f);
    const auto fills = [&](unsigned g) {
      return std::ranges::any_of(flow_.function(g).writes, [&](const Write& w) { return found_.family.owns(flow_.facts(), w.storage); }) ||
             std::ranges::any_of(flow_.function(g).calls, [&](const Call& call) {
               return call.kind == CallKind::construction && found_.family.records.contains(call.type.record);
             });
    };
    if (fills(f)) return true;
    for (unsigned c = 0; c < function.calls.size(); ++c)
      for (const unsigned target : flow_.targets({f, c}))
        if (fills(target) && found_.family.is_event(flow_.function(target).result)) return true;
    return false;
  }

  void name(Site site) {
    for (const auto& text : texts_given(flow_, site))
      for (const auto& word : words_of(text))
        if (word.find("schema") != std::string::npos || word.find("revision") != std::string::npos) result_.named = true;
  }

  const Flow& flow_;
  const EventSourcing& found_;
  std::set<std::string> constants_;
  Schemas result_;
};

}  // namespace

Schemas find_schemas(const Flow& flow, const EventSourcing& found) {
  auto schemas = Search(flow, found).run();
  // A console is no store.
  if (!found.from_outside && std::ranges::none_of(found.appends, &Append::to_outside)) {
    const bool files = !schemas.read.empty();
    if (!files) schemas.written.clear();
  }
  return schemas;
}

}  // namespace assay::checks
