#include "checks/roles/event_sourcing_family.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "checks/roles/event_sourcing_tables.hpp"

namespace assay::checks {
namespace {

bool is_holder(const Type& type) {
  static constexpr std::array names{"std::variant", "std::shared_ptr", "std::unique_ptr", "std::optional",
                                    "std::reference_wrapper", "std::weak_ptr"};
  return std::ranges::find(names, type.class_name) != names.end();
}

bool is_own(const Facts& facts, const std::string& record) { return facts.classes.contains(record); }

/// Both spell a test of an object's class.
bool is_type_test(const Literal& literal) {
  return literal.starts_with("#dynamic_cast<") || literal.starts_with("#typeid<");
}

bool is_alternative_test(const Call& call) {
  return call.qualified == "std::get_if" || call.qualified == "std::holds_alternative" || call.qualified == "std::any_cast";
}

}  // namespace

bool is_std_queue(const Type& type) {
  return type.class_name == "std::queue" || type.class_name == "std::priority_queue" || type.class_name == "std::stack";
}

bool is_std_container(const Type& type) {
  static constexpr std::array names{"std::vector", "std::deque", "std::list", "std::forward_list", "std::map",
                                    "std::multimap", "std::unordered_map", "std::unordered_multimap", "std::set",
                                    "std::multiset", "std::array", "std::span", "std::unordered_set"};
  return std::ranges::find(names, type.class_name) != names.end() || is_std_queue(type);
}

bool EventFamily::mentions(const Type& type) const {
  if (by_any && (type.class_name == "std::any" || std::ranges::find(type.argument_names, "std::any") != type.argument_names.end()))
    return true;
  return records.contains(type.record) ||
         std::ranges::any_of(type.arguments, [&](const auto& argument) { return records.contains(argument); });
}

bool EventFamily::is_event(const Type& type) const {
  if (records.contains(type.record)) return true;
  if (by_any && type.class_name == "std::any") return true;
  if (!is_holder(type) || !mentions(type)) return false;
  // An optional of a container of events is none.
  return std::ranges::none_of(type.argument_names, [](const std::string& name) {
    Type inner;
    inner.class_name = name;
    return is_std_container(inner);
  });
}

bool holds_callables(const Type& type) {
  return std::ranges::any_of(type.argument_names, [](const std::string& name) { return name == "std::function" || name == "std::move_only_function"; });
}

bool EventFamily::is_container(const Type& type) const { return is_std_container(type) && mentions(type) && !holds_callables(type); }

bool EventFamily::owns(const Facts& facts, const std::string& storage) const {
  const auto known = facts.storages.find(storage);
  return known != facts.storages.end() && records.contains(known->second.owner);
}

namespace {

/// Looks whether a value comes from an event, through the calls of its function; each is
/// looked at once, as the same results go into many values.
class Touching {
 public:
  Touching(const Flow& flow, const EventFamily& family, unsigned function)
      : facts_(flow.facts()), family_(family), function_(flow.function(function)) {}

  bool any(const Value& value) {
    return std::ranges::any_of(value, [&](const Source& source) { return is(source); });
  }

 private:
  bool is(const Source& source) {
    switch (source.kind) {
      case SourceKind::storage: return family_.owns(facts_, source.symbol);
      case SourceKind::parameter:
        return source.index < function_.parameters.size() && family_.is_event(function_.parameters[source.index].type);
      case SourceKind::local: return source.index < function_.locals.size() && family_.is_event(function_.locals[source.index].type);
      case SourceKind::result: return source.index < function_.calls.size() && seen_.insert(source.index).second && is(function_.calls[source.index]);
      default: return false;
    }
  }

  bool is(const Call& call) {
    if (family_.is_event(call.type) || family_.is_event(call.receiver_type) || any(call.receiver)) return true;
    return std::ranges::any_of(call.arguments, [&](const Value& argument) { return any(argument); });
  }

  const Facts& facts_;
  const EventFamily& family_;
  const Function& function_;
  std::set<unsigned> seen_;
};

}  // namespace

bool touches(const Flow& flow, const EventFamily& family, unsigned function, const Value& value) {
  return Touching(flow, family, function).any(value);
}

namespace {

bool is_constant(const Value& value) { return !has_origin(value) && !literals_of(value).empty(); }

/// `strcmp(e.type, "x") == 0`
bool compares_texts(const Flow& flow, const EventFamily& family, unsigned f, const Value& value) {
  for (const auto& source : value) {
    if (source.kind != SourceKind::result) continue;
    const auto& call = flow.function(f).calls[source.index];
    static constexpr std::array names{"strcmp", "strncmp", "strcasecmp", "compare", "starts_with", "equal_to"};
    if (std::ranges::find(names, call.simple) == names.end()) continue;
    bool constant = false;
    bool event = touches(flow, family, f, call.receiver);
    for (const auto& argument : call.arguments) {
      constant = constant || is_constant(argument);
      event = event || touches(flow, family, f, argument);
    }
    if (constant && event) return true;
  }
  return false;
}

bool tests_alternative(const Flow& flow, const EventFamily& family, unsigned f, const Value& value) {
  for (const auto& source : value) {
    if (source.kind == SourceKind::literal && is_type_test(source.symbol)) return touches(flow, family, f, value);
    if (source.kind != SourceKind::result) continue;
    const auto& call = flow.function(f).calls[source.index];
    if (is_alternative_test(call) &&
        std::ranges::any_of(call.argument_types, [&](const Type& type) { return family.is_event(type); }))
      return true;
  }
  return false;
}

/// The looked-up handler is compared with the table's end: no kind is told apart by that,
/// but an unknown one is.
bool compares_lookup(const Flow& flow, const EventFamily& family, unsigned f, const Compare& compare) {
  const auto looks_up = [&](const Value& value) {
    return std::ranges::any_of(value, [&](const Source& source) {
      if (source.kind != SourceKind::result) return false;
      const auto& call = flow.function(f).calls[source.index];
      return (call.simple == "find") && call.arguments.size() == 1 && touches(flow, family, f, call.arguments[0]);
    });
  };
  const auto ends = [&](const Value& value) {
    return std::ranges::any_of(value, [&](const Source& source) {
      if (source.kind != SourceKind::result) return false;
      const auto& simple = flow.function(f).calls[source.index].simple;
      return simple == "end" || simple == "cend";
    });
  };
  return (looks_up(compare.left) && ends(compare.right)) || (looks_up(compare.right) && ends(compare.left));
}

/// 1: the condition's true way is the kind's; 0: its false way; nothing: no test of a kind.
std::optional<bool> tested_by(const Flow& flow, const EventFamily& family, unsigned f, const Compare& compare) {
  if (compare.kind != CompareKind::equal && compare.kind != CompareKind::not_equal && compare.kind != CompareKind::truth)
    return std::nullopt;
  const bool equal = compare.kind == CompareKind::equal;
  if (compares_texts(flow, family, f, compare.left)) return equal;
  if (compare.kind == CompareKind::truth) return std::nullopt;
  if (compares_lookup(flow, family, f, compare)) return equal ? false : true;
  const bool sides = (is_constant(compare.right) && touches(flow, family, f, compare.left)) ||
                     (is_constant(compare.left) && touches(flow, family, f, compare.right));
  if (sides) return equal;
  if (tests_alternative(flow, family, f, compare.left) || tests_alternative(flow, family, f, compare.right)) {
    // `dynamic_cast<…>(e) != nullptr`, `typeid(e) == typeid(X)`
    const auto is_null = [](const Value& value) { return !has_origin(value) && literals_of(value) == std::vector<Literal>{"nullptr"}; };
    const bool against_null = is_null(compare.left) || is_null(compare.right);
    return against_null ? !equal : equal;
  }
  return std::nullopt;
}

std::optional<KindTest> kind_test(const Flow& flow, const EventFamily& family, unsigned f, unsigned number) {
  const auto& function = flow.function(f);
  const auto& condition = function.conditions[number];
  if (condition.kind == ConditionKind::choice) {
    if (!touches(flow, family, f, condition.value)) return std::nullopt;
    KindTest test{number, true, {}};
    for (unsigned edge = 0; edge < condition.labels.size(); ++edge)
      if (condition.labels[edge].empty() || condition.labels[edge] == "default") test.misses.push_back(edge);
    return test;
  }
  if (condition.kind != ConditionKind::branch) return std::nullopt;
  for (const auto& source : condition.value)
    if (source.kind == SourceKind::compare && !source.control)
      if (const auto equal = tested_by(flow, family, f, function.compares[source.index]))
        return KindTest{number, false, {*equal ? 1U : 0U}};
  if (compares_texts(flow, family, f, condition.value)) return KindTest{number, false, {1U}};
  if (tests_alternative(flow, family, f, condition.value)) return KindTest{number, false, {1U}};
  return std::nullopt;
}

}  // namespace

std::vector<KindTest> kind_tests(const Flow& flow, const EventFamily& family, unsigned function) {
  std::vector<KindTest> result;
  for (unsigned c = 0; c < flow.function(function).conditions.size(); ++c)
    if (auto test = kind_test(flow, family, function, c)) result.push_back(std::move(*test));
  const auto& conditions = flow.function(function).conditions;
  std::ranges::stable_sort(result, {}, [&](const KindTest& test) {
    return std::pair(conditions[test.condition].at.line, conditions[test.condition].at.column);
  });
  return result;
}

bool dispatches(const Flow& flow, const EventFamily& family, Site site) {
  const auto& call = flow.call(site);
  const auto of_family = [&](const Type& type) { return family.is_event(type); };
  if (call.qualified == "std::visit") return std::ranges::any_of(call.argument_types, of_family);
  if (call.kind == CallKind::virtual_dispatch) return of_family(call.receiver_type) && flow.targets(site).size() > 1;
  if (call.kind != CallKind::indirect) return false;
  // A handler out of a table, by what the event says.
  return touches(flow, family, site.function, call.callable) && flow.targets(site).size() > 1;
}

namespace {

class FamilySearch {
 public:
  explicit FamilySearch(const Flow& flow) : flow_(flow), facts_(flow.facts()) {}

  std::vector<EventFamily> run() {
    find_variants();
    find_any();
    find_hierarchies();
    find_tagged();
    const auto requests = find_requests();
    for (auto& family : families_) {
      add_envelopes(family);
      family.requests = requests;
    }
    return std::move(families_);
  }

 private:
  void add(EventFamily family) {
    for (const auto& record : family.records)
      if (const auto known = facts_.classes.find(record); known != facts_.classes.end())
        family.record_names.insert(known->second.qualified);
    const bool known = std::ranges::any_of(families_, [&](const EventFamily& other) {
      return std::ranges::includes(other.records, family.records) && other.by_any == family.by_any;
    });
    if (!known && !family.records.empty()) families_.push_back(std::move(family));
  }

  void add_variant(const Type& type) {
    EventFamily family;
    family.by_variant = true;
    if (type.class_name != "std::variant" &&
        std::ranges::find(type.argument_names, "std::variant") == type.argument_names.end())
      return;
    for (const auto& argument : type.arguments)
      if (is_own(facts_, argument) && !facts_.classes.at(argument).is_enum) family.records.insert(argument);
    if (family.records.size() > 1) add(std::move(family));
  }

  void find_variants() {
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      for (const auto& call : flow_.function(f).calls) {
        if (call.qualified == "std::visit" || is_alternative_test(call) || call.qualified == "std::get")
          for (const auto& type : call.argument_types) add_variant(type);
        if (call.simple == "index") add_variant(call.receiver_type);
      }
  }

  void find_any() {
    EventFamily family;
    family.by_any = true;
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      for (const auto& call : flow_.function(f).calls)
        if (call.qualified == "std::any_cast" && is_own(facts_, call.type.record)) family.records.insert(call.type.record);
    if (family.records.size() > 1) add(std::move(family));
  }

  void find_hierarchies() {
    std::map<std::string, std::set<std::string>> derived;
    for (const auto& [id, record] : facts_.classes)
      if (!record.is_lambda && !record.is_enum)
        for (const auto& base : record.bases)
          if (is_own(facts_, base)) derived[base].insert(id);
    const std::function<void(const std::string&, std::set<std::string>&)> collect = [&](const std::string& id, auto& into) {
      if (!into.insert(id).second) return;
      if (const auto known = derived.find(id); known != derived.end())
        for (const auto& below : known->second) collect(below, into);
    };
    for (const auto& [base, direct] : derived) {
      EventFamily family;
      family.by_hierarchy = true;
      collect(base, family.records);
      // Further kinds may be in files that were not submitted.
      const bool may_be_more = facts_.classes.at(base).is_abstract && family.records.size() > 1;
      if (family.records.size() > 2 || may_be_more) add(std::move(family));
    }
  }

  /// Classes with a field that is compared with constants or chosen by.
  void find_tagged() {
    auto& told_apart = told_apart_;
    for (unsigned f = 0; f < flow_.function_count(); ++f) {
      const auto& function = flow_.function(f);
      for (const auto& compare : function.compares)
        for (const auto& [side, other] : {std::pair(&compare.left, &compare.right), std::pair(&compare.right, &compare.left)})
          if (is_constant(*other)) count_compared(f, *side, compare, literals_of(*other));
      for (const auto& condition : function.conditions)
        if (condition.kind == ConditionKind::choice) count(f, condition.value, static_cast<unsigned>(condition.labels.size()), told_apart);
      for (const auto& call : function.calls)
        if (call.of_std) {
          const bool looks_up = call.simple == "find" || call.simple == "at" || call.simple == "operator[]";
          const bool texts = call.simple == "strcmp" || call.simple == "strncmp" || call.simple == "compare";
          if (looks_up || texts)
            for (const auto& argument : call.arguments) count(f, argument, 1, told_apart);
        } else if (call.simple == "strcmp" || call.simple == "strncmp") {
          for (const auto& argument : call.arguments) count(f, argument, 1, told_apart);
        }
      for (const auto& operation : function.operations) count(f, operation.left, 0, told_apart);
    }
    // Nought or one alone is a start and no kind.
    for (const auto& [record, numbers] : numbers_)
      if (numbers.size() > 1 || std::ranges::none_of(numbers, is_start)) told_apart[record] += static_cast<unsigned>(numbers.size());
    for (const auto& [record, kinds] : told_apart) {
      if (kinds == 0 || !is_own(facts_, record)) continue;
      EventFamily family;
      family.records.insert(record);
      add(std::move(family));
    }
  }

  static bool is_start(const Literal& literal) {
    const auto number = number_of(literal);
    return number && (*number == 0 || *number == 1);
  }

  void count_compared(unsigned f, const Value& side, const Compare& compare, const std::vector<Literal>& constants) {
    const bool numbers = std::ranges::all_of(constants, [](const Literal& l) { return number_of(l).has_value(); });
    if (!numbers) return count(f, side, 1, told_apart_);
    // A limit of a table of handlers, which may have just one.
    if (compare.kind != CompareKind::equal && compare.kind != CompareKind::not_equal &&
        std::ranges::any_of(constants, is_start))
      return;
    std::map<std::string, unsigned> records;
    count(f, side, 1, records);
    for (const auto& [record, kinds] : records) numbers_[record].insert(constants.begin(), constants.end());
  }

  void count(unsigned f, const Value& value, unsigned kinds, std::map<std::string, unsigned>& told_apart) const {
    for (const auto& source : value) {
      if (source.kind == SourceKind::storage) {
        const auto known = facts_.storages.find(source.symbol);
        if (known != facts_.storages.end() && is_own(facts_, known->second.owner)) told_apart[known->second.owner] += kinds;
      }
      if (source.kind == SourceKind::result) {
        const auto& call = flow_.function(f).calls[source.index];
        if (is_own(facts_, call.receiver_type.record)) told_apart[call.receiver_type.record] += kinds;
      }
    }
  }

  /// Records of a library that are made to be handed to it, and what they hold.
  std::set<std::string> find_requests() const {
    std::set<std::string> result;
    const auto add = [&](const Type& type) {
      bool more = false;
      if (!type.record.empty() && !is_own(facts_, type.record)) more = result.insert(type.record).second;
      for (const auto& argument : type.arguments)
        if (!is_own(facts_, argument)) more = result.insert(argument).second || more;
      return more;
    };
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      for (const auto& call : flow_.function(f).calls)
        if (table_operation(call))
          for (const auto& type : call.argument_types) add(type);
    for (bool more = true; more;) {
      more = false;
      for (const auto& [id, storage] : facts_.storages)
        if (result.contains(storage.owner)) more = add(storage.type) || more;
    }
    return result;
  }

  /// What an event is stored in together with its number or time.
  void add_envelopes(EventFamily& family) const {
    for (const auto& [id, record] : facts_.classes) {
      if (record.is_enum || record.is_lambda || family.records.contains(id)) continue;
      const bool holds = std::ranges::any_of(record.fields, [&](const std::string& field) {
        const auto known = facts_.storages.find(field);
        return known != facts_.storages.end() && family.is_event(known->second.type) && !known->second.is_static &&
               !known->second.type.is_pointer;
      });
      const bool is_data = std::ranges::none_of(record.methods, [](const Method& method) {
        return !method.is_constructor && !method.is_implicit && !method.is_const && !method.is_static;
      });
      if (holds && is_data && !record.fields.empty()) family.records.insert(id);
    }
  }

  const Flow& flow_;
  const Facts& facts_;
  std::vector<EventFamily> families_;
  std::map<std::string, unsigned> told_apart_;
  std::map<std::string, std::set<Literal>> numbers_;
};

}  // namespace

std::vector<EventFamily> event_families(const Flow& flow) { return FamilySearch(flow).run(); }

}  // namespace assay::checks
