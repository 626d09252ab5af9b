#include "checks/roles/delivery_stores.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "checks/roles/delivery_text.hpp"

namespace assay::checks {
namespace {

struct Method {
  std::string_view name;
  StoreUse use;
};

// The members that containers have, the standard library's and those that are made like it.
constexpr std::array methods{
    Method{"push", StoreUse::put},           Method{"push_back", StoreUse::put},    Method{"push_front", StoreUse::put},
    Method{"emplace", StoreUse::put},        Method{"emplace_back", StoreUse::put}, Method{"emplace_front", StoreUse::put},
    Method{"insert", StoreUse::put},         Method{"try_emplace", StoreUse::put},  Method{"insert_or_assign", StoreUse::put},
    Method{"emplace_hint", StoreUse::put},   Method{"enqueue", StoreUse::put},      Method{"try_push", StoreUse::put},
    Method{"append", StoreUse::put},         Method{"prepend", StoreUse::put},      Method{"try_enqueue", StoreUse::put},
    Method{"pop", StoreUse::take},           Method{"pop_front", StoreUse::take},   Method{"pop_back", StoreUse::take},
    Method{"try_pop", StoreUse::take},       Method{"dequeue", StoreUse::take},     Method{"takeFirst", StoreUse::take},
    Method{"extract", StoreUse::take},       Method{"erase", StoreUse::erase},      Method{"remove", StoreUse::erase},
    Method{"remove_if", StoreUse::erase},    Method{"resize", StoreUse::erase},     Method{"clear", StoreUse::clear},
    Method{"swap", StoreUse::clear},         Method{"find", StoreUse::look},        Method{"count", StoreUse::look},
    Method{"contains", StoreUse::look},      Method{"size", StoreUse::size},        Method{"empty", StoreUse::size},
    Method{"front", StoreUse::read},         Method{"back", StoreUse::read},        Method{"top", StoreUse::read},
    Method{"at", StoreUse::read},            Method{"begin", StoreUse::read},       Method{"rbegin", StoreUse::read},
    Method{"operator[]", StoreUse::read},    Method{"cbegin", StoreUse::read},      Method{"splice", StoreUse::put},
    Method{"merge", StoreUse::put},
};

bool is_text(const std::string& name) {
  return name.starts_with("std::basic_string") || name == "std::string" || name == "std::string_view" ||
         name.starts_with("std::optional") || name.ends_with("_ptr") || name == "QString";
}

bool is_own(const Flow& flow, const std::string& qualified_class) {
  return std::ranges::any_of(flow.facts().classes, [&](const auto& entry) { return entry.second.qualified == qualified_class; });
}

std::optional<StoreUse> container_use(const Flow& flow, Site site) {
  const auto& call = flow.call(site);
  if (call.kind == CallKind::construction || call.record.empty() || is_text(call.record)) return std::nullopt;
  if (!flow.targets(site).empty() || call.kind == CallKind::virtual_dispatch || is_own(flow, call.record)) return std::nullopt;
  const auto found = std::ranges::find(methods, call.simple, &Method::name);
  if (found == methods.end()) return std::nullopt;
  return found->use;
}

/// A step that stands at the place of another, as `m[k]` does in `m[k] = v`.
bool is_counting(const Function& function, const Write& write) {
  return std::ranges::any_of(function.operations, [&](const Operation& operation) {
    return operation.assigns && share_statement(operation, write);
  });
}

}  // namespace

std::set<std::string> containers_of(const Flow& flow, unsigned function, const Value& value, const std::string& class_name) {
  std::set<std::string> result;
  const auto fits = [&](const Type& type) {
    return class_name.empty() || type.class_name == class_name ||
           std::ranges::find(type.argument_names, class_name) != type.argument_names.end();
  };
  const auto origins = flow.reach(function, value, {.details = true});
  // A field of a message that is being made here is no store.
  std::set<std::string> made;
  for (const auto& source : value)
    if (source.kind == SourceKind::local && source.index < flow.function(function).locals.size())
      if (const auto& type = flow.function(function).locals[source.index].type; !type.is_reference && !type.is_pointer)
        made.insert(type.record);
  made.erase("");
  for (const auto& origin : origins) {
    const auto& source = origin.source;
    if (source.kind == SourceKind::storage) {
      const auto known = flow.facts().storages.find(source.symbol);
      if (known != flow.facts().storages.end() && fits(known->second.type) && !made.contains(known->second.owner))
        result.insert(source.symbol);
    } else if (source.kind == SourceKind::local) {
      const auto& local = flow.function(origin.function).locals[source.index];
      if (!local.is_parameter && !local.type.is_reference && !local.type.is_pointer && local.type.class_name == class_name &&
          !class_name.empty())
        result.insert("local:" + flow.function(origin.function).id + "#" + std::to_string(source.index));
    }
  }
  // A copy of a container, as of what is taken out at once, is another one.
  if (result.size() > 1 && std::ranges::any_of(result, [](const auto& id) { return id.starts_with("local:"); }))
    std::erase_if(result, [](const auto& id) { return !id.starts_with("local:"); });
  return result;
}

Stores::Stores(const Flow& flow) : flow_(flow) {
  for (unsigned f = 0; f < flow.function_count(); ++f)
    for (unsigned c = 0; c < flow.function(f).calls.size(); ++c) read_call({f, c});
  keep_places();
  separate_instances();
  index();
}

/// `put(&worker->failed, job)`, as C writes lists: a function of the submission's that puts
/// one argument into what another points to, or takes something out of it.
void Stores::read_helper(Site site) {
  const auto& call = flow_.call(site);
  for (const unsigned target : flow_.targets(site)) {
    const auto& helper = flow_.function(target);
    if (!helper.record.empty() || helper.is_lambda || helper.outputs.empty()) continue;
    for (unsigned i = 0; i < helper.parameters.size() && i < call.arguments.size(); ++i) {
      const auto& type = helper.parameters[i].type;
      if ((!type.is_pointer && !type.is_reference) || type.is_const || type.record.empty()) continue;
      // What the call changes is told by its write, precisely; its argument's value is not.
      std::set<std::string> stores;
      for (const auto& write : flow_.function(site.function).writes) {
        const auto known = flow_.facts().storages.find(write.storage);
        if (known == flow_.facts().storages.end() || known->second.type.record != type.record) continue;
        if (write.accumulates && share_statement(write, call)) stores.insert(write.storage);
      }
      const auto has = [](const std::vector<Return>& results, unsigned parameter) {
        return std::ranges::any_of(results, [&](const Return& result) {
          return std::ranges::any_of(result.value, [&](const Source& source) {
            return source.kind == SourceKind::parameter && source.index == parameter && !source.control;
          });
        });
      };
      for (const auto& store : stores) {
        bool puts = false;
        for (unsigned j = 0; j < helper.parameters.size() && j < call.arguments.size(); ++j) {
          if (j == i || !has(helper.outputs, j)) continue;
          accesses_.push_back({StoreUse::put, store, site, {call.arguments[j]}, false, false, false, ""});
          puts = true;
        }
        if (!puts && has(helper.returns, i) && helper.result.is_pointer)
          accesses_.push_back({StoreUse::take, store, site, call.arguments, false, false, false, ""});
      }
    }
  }
}

void Stores::read_call(Site site) {
  read_helper(site);
  read_container(site);
  read_file(site);
  read_text(site);
  read_place(site);
}

void Stores::read_container(Site site) {
  const auto use = container_use(flow_, site);
  if (!use) return;
  const auto& call = flow_.call(site);
  const auto& function = flow_.function(site.function);
  const auto class_name = call.receiver_type.class_name.empty() ? call.record : call.receiver_type.class_name;
  for (const auto& store : containers_of(flow_, site.function, call.receiver, class_name)) {
    StoreAccess access{*use, store, site, call.arguments, false, false, false, ""};
    if (*use == StoreUse::put && (call.simple == "insert" || call.simple == "emplace" || call.simple == "try_emplace"))
      access.tells_news = call.result_used;
    if (call.simple == "operator[]") {
      for (const auto& write : function.writes) {
        if (write.storage != store || !share_statement(write, call)) continue;
        access.use = is_counting(function, write) ? StoreUse::update : StoreUse::put;
        access.given.push_back(write.value);
      }
    }
    accesses_.push_back(std::move(access));
  }
}

/// `file << message`.
void Stores::read_file(Site site) {
  const auto& call = flow_.call(site);
  if (call.simple != "operator<<" && call.simple != "write") return;
  if (!call.of_std && !call.unresolved) return;
  auto stream = call.receiver;
  auto given = call.arguments;
  if (stream.empty() && !given.empty()) {
    stream = given.front();
    given.erase(given.begin());
  }
  for (const auto& origin : flow_.reach(site.function, stream, {.details = true})) {
    if (origin.source.kind == SourceKind::local && origin.source.index < flow_.function(origin.function).locals.size()) {
      const auto& local = flow_.function(origin.function).locals[origin.source.index];
      if (local.type.class_name.find("fstream") != std::string::npos && !local.is_parameter)
        accesses_.push_back({StoreUse::put, "file:" + flow_.function(origin.function).id, site, given, false, false, false, ""});
      continue;
    }
    if (origin.source.kind != SourceKind::storage) continue;
    const auto known = flow_.facts().storages.find(origin.source.symbol);
    if (known == flow_.facts().storages.end() || known->second.type.class_name.find("fstream") == std::string::npos) continue;
    accesses_.push_back({StoreUse::put, origin.source.symbol, site, given, false, false, false, ""});
  }
}

void Stores::read_text(Site site) {
  const auto& call = flow_.call(site);
  if (call.of_std || call.kind == CallKind::construction) return;
  std::set<Literal> texts;
  std::vector<std::pair<unsigned, Source>> open;
  std::set<Source> seen;
  const auto add = [&](const Value& value) {
    for (const auto& source : value)
      if (seen.insert(source).second) open.push_back({site.function, source});
  };
  // What a call has filled is what that call was told, as rows that a query gave.
  const auto told_elsewhere = [&](const Value& value, const Literal& literal) {
    return std::ranges::any_of(value, [&](const Source& source) {
      if (source.kind != SourceKind::result || source.control || source.index == site.index) return false;
      const auto& other = flow_.call({site.function, source.index});
      return !other.of_std && std::ranges::any_of(other.arguments, [&](const Value& argument) {
        return std::ranges::find(argument, Source{SourceKind::literal, literal, 0, false}) != argument.end();
      });
    });
  };
  for (auto argument : call.arguments) {
    const auto whole = argument;
    std::erase_if(argument, [&](const Source& source) {
      return source.kind == SourceKind::literal && told_elsewhere(whole, source.symbol);
    });
    add(argument);
  }
  while (!open.empty()) {
    const auto source = open.back().second;
    open.pop_back();
    if (source.kind == SourceKind::literal) texts.insert(source.symbol);
    if (source.kind == SourceKind::storage) {
      const auto known = flow_.facts().storages.find(source.symbol);
      if (known != flow_.facts().storages.end())
        for (const auto& text : literals_of(known->second.initial)) texts.insert(text);
    }
    if (source.kind != SourceKind::result) continue;
    const Site inner{site.function, source.index};
    const auto& made = flow_.call(inner);
    static const std::set<std::string> texts_on{"arg", "c_str", "data", "toStdString", "str", "utf8", "toUtf8", "constData", "format"};
    if (!made.of_std && !texts_on.contains(made.simple)) continue;
    add(made.receiver);
    for (const auto& argument : made.arguments) add(argument);
  }
  for (const auto& literal : texts) {
    const auto text = text_of(literal);
    const auto command = text ? command_in(*text) : std::nullopt;
    if (!command || command->table.empty()) continue;
    StoreAccess access{StoreUse::read, "sql:" + command->table, site, call.arguments, false, command->expires, true, *text};
    switch (command->verb) {
      case TextVerb::insert: access.use = StoreUse::put; break;
      case TextVerb::update: access.use = StoreUse::update; break;
      case TextVerb::remove: access.use = command->has_condition ? StoreUse::erase : StoreUse::clear; break;
      case TextVerb::select: access.use = StoreUse::read; break;
      default: continue;
    }
    access.tells_news = command->if_new;
    accesses_.push_back(access);
    if (command->source.empty()) continue;
    access.use = StoreUse::read;
    access.store = "sql:" + command->source;
    accesses_.push_back(std::move(access));
  }
}

/// A table, collection or queue that is told by its name to another's store: `scan("mails")`,
/// `remove("mails", key)`. The names are the submission's own and only tell places apart.
void Stores::read_place(Site site) {
  const auto& call = flow_.call(site);
  if (call.of_std || call.receiver.empty() || !flow_.targets(site).empty() || call.kind == CallKind::construction) return;
  if (!accesses_.empty() && accesses_.back().call == site) return;
  bool several = false;
  for (const auto& type : call.argument_types)
    several = several || type.class_name == "std::vector" || type.class_name == "std::initializer_list" || type.class_name == "std::array";
  const bool gives = call.result_used && !call.type.is_bool && !call.type.is_number && !call.type.is_enum && !call.returns_void;
  for (const auto& argument : call.arguments)
    for (const auto& literal : literals_of(argument)) {
      const auto text = text_of(literal);
      if (!text || text->empty() || text->size() > 40) continue;
      const bool name = std::ranges::all_of(*text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.'; });
      if (!name || std::isalpha(static_cast<unsigned char>(text->front())) == 0) continue;
      const auto use = gives ? StoreUse::read : several ? StoreUse::put : StoreUse::erase;
      places_.push_back({use, "place:" + *text, site, call.arguments, false, false, true, ""});
    }
}

/// Only what is read by its name and changed by it is a place; with it the others that are
/// written in the same call.
void Stores::keep_places() {
  std::map<std::string, std::pair<bool, bool>> uses;
  for (const auto& place : places_) (place.use == StoreUse::read ? uses[place.store].first : uses[place.store].second) = true;
  std::set<Site> kept;
  for (const auto& place : places_)
    if (uses[place.store].first && uses[place.store].second) kept.insert(place.call);
  for (auto& place : places_)
    if (kept.contains(place.call)) accesses_.push_back(std::move(place));
  places_.clear();
}

// Two objects of a class that holds a container are two stores, as a queue and another one
// that takes what failed.
void Stores::separate_instances() {
  std::map<std::string, std::set<std::string>> instances;  // of a class, by USR
  for (const auto& [id, storage] : flow_.facts().storages) {
    if (!storage.type.record.empty()) instances[storage.type.record].insert(id);
    for (const auto& argument : storage.type.arguments) instances[argument].insert(id);
  }
  const auto own = accesses_;
  std::set<std::string> replaced;
  for (unsigned f = 0; f < flow_.function_count(); ++f) {
    const auto& function = flow_.function(f);
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      for (const unsigned target : flow_.targets({f, c})) {
        const auto& record = flow_.function(target).record;
        if (record.empty() || instances[record].size() < 2) continue;
        for (const auto& access : own) {
          if (access.call.function != target) continue;
          const auto field = flow_.facts().storages.find(access.store);
          if (field == flow_.facts().storages.end() || field->second.owner != record) continue;
          const auto qualified = flow_.facts().classes.find(record);
          const auto name = qualified == flow_.facts().classes.end() ? std::string() : qualified->second.qualified;
          for (const auto& outer : containers_of(flow_, f, function.calls[c].receiver, name)) {
            auto copy = access;
            copy.store = outer;
            copy.call = {f, c};
            copy.given = function.calls[c].arguments;
            accesses_.push_back(std::move(copy));
            replaced.insert(access.store);
          }
        }
      }
    }
  }
  std::erase_if(accesses_, [&](const StoreAccess& access) { return replaced.contains(access.store); });
}

void Stores::index() {
  for (unsigned i = 0; i < accesses_.size(); ++i) {
    by_store_[accesses_[i].store].push_back(i);
    by_call_[accesses_[i].call].push_back(i);
  }
}

std::vector<const StoreAccess*> Stores::of(const std::string& store) const {
  std::vector<const StoreAccess*> result;
  if (const auto found = by_store_.find(store); found != by_store_.end())
    for (const unsigned i : found->second) result.push_back(&accesses_[i]);
  return result;
}

std::vector<const StoreAccess*> Stores::at(Site call) const {
  std::vector<const StoreAccess*> result;
  if (const auto found = by_call_.find(call); found != by_call_.end())
    for (const unsigned i : found->second) result.push_back(&accesses_[i]);
  return result;
}

std::string Stores::name_of(const std::string& store) const {
  if (store.starts_with("place:")) return "the place " + store.substr(6);
  if (store.starts_with("file:")) return "a file";
  if (store.starts_with("sql:")) return "the table " + store.substr(4);
  const auto known = flow_.facts().storages.find(store);
  if (known != flow_.facts().storages.end()) return known->second.name;
  return "the store";
}

Place Stores::place_of(const std::string& store) const {
  const auto known = flow_.facts().storages.find(store);
  return known == flow_.facts().storages.end() ? Place{} : known->second.at;
}

TransactionStep transaction_step(const Flow& flow, Site site) {
  const auto& call = flow.call(site);
  if (call.kind == CallKind::destruction) return TransactionStep::none;
  for (const auto& argument : call.arguments)
    for (const auto& literal : literals_of(argument))
      if (const auto text = text_of(literal); text && !call.of_std)
        if (const auto command = command_in(*text)) {
          if (command->verb == TextVerb::begin) return TransactionStep::begin;
          if (command->verb == TextVerb::commit) return TransactionStep::commit;
          if (command->verb == TextVerb::rollback) return TransactionStep::rollback;
        }
  // A library's interface; the submission's own functions are looked into.
  if (!flow.targets(site).empty()) return TransactionStep::none;
  auto name = call.simple;
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name == "commit" || name == "mysql_commit" || name == "committransaction") return TransactionStep::commit;
  if (name == "rollback" || name == "abort" || name == "mysql_rollback") return TransactionStep::rollback;
  if (call.kind == CallKind::construction) {
    const auto& type = call.type.class_name;
    if (type.starts_with("pqxx::work") || type.starts_with("pqxx::transaction") || type.ends_with("::Transaction") ||
        type.ends_with("::transaction"))
      return TransactionStep::begin;
    return TransactionStep::none;
  }
  if (call.of_std) return TransactionStep::none;
  if (name == "begin" || name == "begintransaction" || name == "begin_transaction" || name == "starttransaction")
    return TransactionStep::begin;
  return TransactionStep::none;
}

}  // namespace assay::checks
