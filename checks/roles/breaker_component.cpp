#include "checks/roles/breaker_component.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "checks/roles/recovery.hpp"

namespace assay::checks {
namespace {

bool contains(const Value& value, const std::string& storage) {
  return std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == SourceKind::storage && source.symbol == storage;
  });
}

/// Sets that are merged as it turns out that they belong together.
class Groups {
 public:
  std::string root(const std::string& name) {
    auto& parent = parents_.try_emplace(name, name).first->second;
    if (parent == name) return name;
    return parent = root(parent);
  }
  void join(const std::string& a, const std::string& b) { parents_[root(a)] = root(b); }

 private:
  std::map<std::string, std::string> parents_;
};

class Finder {
 public:
  explicit Finder(const Flow& flow) : flow_(flow) {}
  std::vector<Component> run();

 private:
  bool changes(const std::string& storage) const;
  std::string owner(const std::string& storage) const;
  std::string record_of(unsigned function) const;
  std::set<std::string> touched(unsigned function) const;
  bool is_part(const std::string& whole, const std::string& part) const;
  void group(unsigned function);
  void group_states(unsigned function);
  void add_storage(Component& component, const std::string& storage) const;
  void add_functions(Component& component) const;
  void add_made_times(Component& component, const std::set<std::string>& owners) const;
  std::optional<Constant> made_of(const Function& function, const Value& value) const;
  void add_entries(Component& component) const;

  const Flow& flow_;
  Groups groups_;
  mutable std::map<std::string, bool> changes_;
};

bool Finder::changes(const std::string& storage) const {
  const auto [entry, is_new] = changes_.emplace(storage, false);
  const auto known = flow_.facts().storages.find(storage);
  const bool own = known != flow_.facts().storages.end() && known->second.at.line != 0;
  if (is_new && own)
    entry->second = std::ranges::any_of(flow_.writes_to(storage), [&](Site site) {
      return !flow_.write(site).initialises && !flow_.function(site.function).is_constructor && !is_of_part(flow_, site);
    });
  return entry->second;
}

std::string Finder::owner(const std::string& storage) const {
  const auto known = flow_.facts().storages.find(storage);
  if (known == flow_.facts().storages.end()) return "";
  if (!known->second.owner.empty()) return known->second.owner;
  return "file:" + known->second.at.file;
}

std::string Finder::record_of(unsigned function) const {
  const auto* at = &flow_.function(function);
  for (int depth = 0; depth < 4 && at->record.empty() && !at->enclosing.empty(); ++depth) {
    const auto outer = flow_.facts().functions.find(at->enclosing);
    if (outer == flow_.facts().functions.end()) break;
    at = &outer->second;
  }
  return at->record;
}

/// The changing storages that a function itself writes, tests or gives back.
std::set<std::string> Finder::touched(unsigned f) const {
  const auto& function = flow_.function(f);
  std::set<std::string> result;
  const auto add = [&](const Value& value) {
    for (const auto& source : value)
      if (source.kind == SourceKind::storage && changes(source.symbol)) result.insert(source.symbol);
  };
  for (const auto& write : function.writes)
    if (changes(write.storage)) result.insert(write.storage);
  for (const auto& condition : function.conditions) add(condition.value);
  for (const auto& compare : function.compares) {
    add(compare.left);
    add(compare.right);
  }
  for (const auto& leave : function.returns) add(leave.value);
  for (const auto& call : function.calls) {
    if (call.of_std || call.kind == CallKind::virtual_dispatch) add(call.receiver);
    // `now - since` of the library's times.
    if (call.of_std && call.returns_time && call.simple.starts_with("operator"))
      for (const auto& argument : call.arguments) add(argument);
  }
  return result;
}

/// Whether objects of a class hold one of another: a breaker its counts.
bool Finder::is_part(const std::string& whole, const std::string& part) const {
  const auto known = flow_.facts().classes.find(whole);
  if (known == flow_.facts().classes.end() || whole == part) return false;
  return std::ranges::any_of(known->second.fields, [&](const auto& field) {
    const auto storage = flow_.facts().storages.find(field);
    if (storage == flow_.facts().storages.end()) return false;
    const auto& type = storage->second.type;
    return type.record == part && !type.is_pointer && !type.is_reference && !storage->second.is_static;
  });
}

void Finder::group(unsigned f) {
  const auto& function = flow_.function(f);
  if (function.is_constructor || function.is_destructor) return;
  std::string first;
  const auto record = record_of(f);
  for (const auto& storage : touched(f)) {
    const auto mine = owner(storage);
    if (mine.empty()) continue;
    if (is_part(record, mine)) groups_.join(record, mine);
    if (first.empty()) first = mine;
    groups_.join(first, mine);
  }
  group_states(f);
}

/// An object that the call is dispatched on and that is replaced as the program runs is a
/// state of the one that holds it.
void Finder::group_states(unsigned f) {
  const auto& calls = flow_.function(f).calls;
  for (unsigned c = 0; c < calls.size(); ++c) {
    if (calls[c].kind != CallKind::virtual_dispatch) continue;
    for (const auto& storage : storages_in(flow_.reach(f, calls[c].receiver, {}))) {
      if (!changes(storage) || flow_.targets({f, c}).size() < 2) continue;
      for (const unsigned target : flow_.targets({f, c}))
        if (const auto& state = flow_.function(target).record; !state.empty()) groups_.join(owner(storage), state);
    }
  }
}

/// The function or the new object of a class that a value is.
std::optional<Constant> Finder::made_of(const Function& function, const Value& value) const {
  for (const auto& source : value) {
    if (source.kind == SourceKind::function) return "fn:" + source.symbol;
    if (source.kind != SourceKind::result || source.index >= function.calls.size()) continue;
    const auto& call = function.calls[source.index];
    const bool makes = call.simple == "make_unique" || call.simple == "make_shared";
    if (makes && !call.type.arguments.empty()) return "class:" + call.type.arguments.front();
  }
  return std::nullopt;
}

/// A time that an object is made with, as that of an open state.
void Finder::add_made_times(Component& component, const std::set<std::string>& owners) const {
  for (const auto& [id, storage] : flow_.facts().storages) {
    if (!storage.is_field || storage.is_static || !owners.contains(storage.owner) || component.times.contains(id)) continue;
    if (std::ranges::any_of(flow_.writes_to(id), [&](Site site) { return writes_time(flow_, site); })) component.times.insert(id);
  }
}

void Finder::add_storage(Component& component, const std::string& storage) const {
  component.storages.insert(storage);
  const auto known = flow_.facts().storages.find(storage);
  std::optional<Constant> initial;
  const auto take = [&](const std::vector<Literal>& literals) {
    if (literals.size() == 1 && !initial) initial = constant_of(literals.front());
  };
  if (known != flow_.facts().storages.end()) take(literals_of(known->second.initial));
  for (const auto& site : flow_.writes_to(storage)) {
    if (is_of_part(flow_, site)) continue;
    const auto& write = flow_.write(site);
    const auto& function = flow_.function(site.function);
    const auto literals = literals_in(flow_.reach(site.function, stored_value(function, site.index), {.details = true}));
    if (function.is_constructor) {
      take(literals_of(write.value));
      if (!initial) initial = made_of(function, write.value);
    }
    if (writes_time(flow_, site)) component.times.insert(storage);
    const auto behind = call_behind(function, site.index);
    const bool swaps = behind && function.calls[*behind].simple.find("compare_exchange") != std::string::npos;
    if (write.accumulates && !swaps) {
      if (adds(flow_, site)) component.counters.insert(storage);
    } else {
      for (const auto& literal : literals) component.constants[storage].insert(constant_of(literal));
    }
  }
  component.initial[storage] = initial.value_or("0");
  component.constants[storage].insert(component.initial[storage]);
  if (known == flow_.facts().storages.end()) return;
  const auto& type = known->second.type;
  if (type.class_name == "std::variant" && !type.arguments.empty()) component.initial[storage] = "class:" + type.arguments.front();
}

void Finder::add_functions(Component& component) const {
  std::set<std::string> records;
  for (unsigned f = 0; f < flow_.function_count(); ++f) {
    const auto mine = touched(f);
    if (std::ranges::none_of(mine, [&](const auto& storage) { return component.storages.contains(storage); })) continue;
    component.functions.insert(f);
    if (const auto record = record_of(f); !record.empty()) records.insert(record);
  }
  // Members that only call those belong to it as well.
  for (bool grows = true; grows;) {
    grows = false;
    for (unsigned f = 0; f < flow_.function_count(); ++f) {
      if (component.functions.contains(f) || !records.contains(record_of(f))) continue;
      for (unsigned c = 0; c < flow_.function(f).calls.size() && !component.functions.contains(f); ++c)
        for (const unsigned target : flow_.targets({f, c}))
          if (component.functions.contains(target)) grows = component.functions.insert(f).second || grows;
    }
  }
}

void Finder::add_entries(Component& component) const {
  for (const unsigned f : component.functions) {
    const auto& function = flow_.function(f);
    if (function.is_constructor || function.is_destructor) continue;
    const auto& callers = flow_.callers(f);
    const bool from_elsewhere = std::ranges::any_of(callers, [&](const Caller& caller) {
      return !caller.in_place || !component.functions.contains(caller.call.function);
    });
    const bool offered = !function.record.empty() && !function.is_lambda && function.access == Access::public_access;
    if (callers.empty() || from_elsewhere || offered) component.entries.push_back(f);
  }
}

std::vector<Component> Finder::run() {
  for (unsigned f = 0; f < flow_.function_count(); ++f) group(f);
  std::map<std::string, Component> by_root;
  for (const auto& [storage, sites] : flow_.writes())
    if (changes(storage))
      if (const auto mine = owner(storage); !mine.empty()) add_storage(by_root[groups_.root(mine)], storage);
  std::vector<Component> result;
  for (auto& [root, component] : by_root) {
    if (component.counters.empty() && component.times.empty()) continue;
    std::set<std::string> owners;
    for (const auto& [id, storage] : flow_.facts().storages)
      if (!storage.owner.empty() && groups_.root(storage.owner) == root) owners.insert(storage.owner);
    add_made_times(component, owners);
    add_functions(component);
    add_entries(component);
    result.push_back(std::move(component));
  }
  return result;
}

bool shrinks(const Function& function, unsigned index) {
  const auto& write = function.writes[index];
  if (const auto call = call_behind(function, index)) {
    static constexpr std::array<std::string_view, 11> names{"pop_front", "pop_back", "pop",       "erase",     "clear",     "resize",
                                                            "fetch_sub", "reset",    "operator--", "operator-=", "remove_if"};
    const auto& name = function.calls[*call].simple;
    return std::ranges::find(names, name) != names.end() || name.starts_with("compare_exchange");
  }
  for (const auto& operation : function.operations)
    if (operation.assigns && share_statement(operation, write) && contains(operation.left, write.storage))
      return operation.kind == OperationKind::subtract || operation.kind == OperationKind::divide ||
             operation.kind == OperationKind::bit_and || operation.kind == OperationKind::bit_or;
  return false;
}

}  // namespace

std::optional<unsigned> call_behind(const Function& function, unsigned index) {
  const auto& write = function.writes[index];
  for (const auto& block : function.blocks) {
    const auto at = std::ranges::find(block.steps, Step{StepKind::write, index});
    if (at == block.steps.end()) continue;
    for (auto step = at; step != block.steps.begin();) {
      --step;
      if (step->kind != StepKind::call) continue;
      const auto& call = function.calls[step->index];
      if (contains(call.receiver, write.storage)) return step->index;
      for (const auto& argument : call.arguments)
        if (contains(argument, write.storage)) return step->index;
      return std::nullopt;
    }
  }
  return std::nullopt;
}

const Value& stored_value(const Function& function, unsigned index) {
  const auto& write = function.writes[index];
  const auto behind = call_behind(function, index);
  if (!behind) return write.value;
  const auto& call = function.calls[*behind];
  const bool member = call.simple == "store" || call.simple == "exchange";
  if (member && call.of_std && !call.arguments.empty() && has_origin(call.receiver)) return call.arguments.front();
  const bool function_of_c = call.simple.starts_with("atomic_store") || call.simple.starts_with("atomic_exchange");
  if (function_of_c && call.arguments.size() > 1) return call.arguments[1];
  return write.value;
}

bool adds(const Flow& flow, Site site) {
  const auto& write = flow.write(site);
  return write.accumulates && !write.initialises && !shrinks(flow.function(site.function), site.index);
}

bool decays(const Flow& flow, Site site) {
  const auto& function = flow.function(site.function);
  const auto& write = flow.write(site);
  return std::ranges::any_of(function.operations, [&](const Operation& operation) {
    const bool fades = operation.kind == OperationKind::multiply || operation.kind == OperationKind::divide || operation.kind == OperationKind::subtract;
    return fades && share_statement(operation, write) && (contains(operation.left, write.storage) || contains(operation.right, write.storage));
  });
}

bool rotates(const Flow& flow, Site site) {
  const auto& function = flow.function(site.function);
  const auto known = flow.facts().storages.find(flow.write(site).storage);
  if (known == flow.facts().storages.end() || flow.write(site).initialises) return false;
  if (const auto behind = call_behind(function, site.index)) {
    const auto& name = function.calls[*behind].simple;
    if (name.starts_with("push") || name.starts_with("emplace") || name == "insert" || name.starts_with("fetch_") || name == "add") return false;
  }
  const auto& type = known->second.type;
  const bool several = type.class_name == "std::bitset" || type.class_name == "std::array" || type.class_name == "std::vector" ||
                       type.class_name == "std::deque" || type.name.ends_with(']');
  return several && flow.write(site).accumulates;
}

bool is_of_part(const Flow& flow, Site site) {
  const auto& function = flow.function(site.function);
  const auto& write = function.writes[site.index];
  const auto& storages = flow.facts().storages;
  const auto whole = storages.find(write.storage);
  if (whole == storages.end()) return false;
  const auto& type = whole->second.type;
  for (unsigned i = site.index; i-- > 0;) {
    const auto& earlier = function.writes[i];
    if (earlier.at.line != write.at.line || earlier.at.column != write.at.column) return false;
    const auto part = storages.find(earlier.storage);
    if (part == storages.end() || part->second.owner.empty() || earlier.storage == write.storage) continue;
    const auto& owner = part->second.owner;
    if (type.record == owner || std::ranges::find(type.arguments, owner) != type.arguments.end()) return true;
  }
  return false;
}

std::vector<Component> find_components(const Flow& flow) { return Finder(flow).run(); }

}  // namespace assay::checks
