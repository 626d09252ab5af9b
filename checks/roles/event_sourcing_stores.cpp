#include "checks/roles/event_sourcing_stores.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "checks/roles/event_sourcing_folds.hpp"

namespace assay::checks {
namespace {

template <std::size_t N>
bool is_one_of(const std::string& name, const std::array<const char*, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

constexpr std::array removing{"erase", "pop_back", "pop_front", "pop", "resize", "remove", "remove_if", "assign", "insert_or_assign",
                              "erase_if", "unique", "truncate"};

class ChangeSearch {
 public:
  ChangeSearch(const Flow& flow, const EventSourcing& found) : flow_(flow), found_(found) {
    for (const auto& aggregate : found.aggregates) {
      owners_.insert(aggregate.owners.begin(), aggregate.owners.end());
      for (const auto& fold : aggregate.folds) folding_.insert(fold.function);
    }
    for (const auto& append : found.appends) appending_.insert(append.at.function);
    for (const auto& store : found.stores)
      if (const auto& owner = flow.facts().storages.at(store).owner; !owner.empty()) store_owners_.insert(owner);
    tables_ = event_tables(flow, found);
  }

  std::vector<StoreChange> run() {
    for (unsigned f = 0; f < flow_.function_count(); ++f) {
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c) {
        judge_call({f, c});
        judge_opening({f, c});
        judge_statement({f, c});
      }
      for (const auto& write : flow_.function(f).writes) judge_write(f, write);
    }
    for (const auto& request : found_.requests) judge_request(request);
    return std::move(result_);
  }

 private:
  bool is_events(const Type& type) const { return found_.family.is_container(type); }

  /// Events that were made a text of are in a container of texts.
  bool is_type_of_store(const Type& type) const {
    return is_std_container(type) && std::ranges::any_of(found_.stores, [&](const auto& store) {
      const auto& stored = flow_.facts().storages.at(store).type;
      return stored.name == type.name || std::ranges::find(stored.arguments, type.record) != stored.arguments.end();
    });
  }

  /// Whether a value is a store itself, and no copy of it.
  bool is_store(unsigned f, const Value& value) const {
    const auto& function = flow_.function(f);
    for (const auto& source : value) {
      if (source.kind == SourceKind::local) {
        const auto& type = function.locals[source.index].type;
        if (is_events(type) && !type.is_reference && !type.is_pointer) return false;
      }
    }
    return std::ranges::any_of(storages_in(flow_.reach(f, value, {})), [&](const auto& s) { return found_.stores.contains(s); });
  }

  /// What the aggregate itself holds may only wait to be stored.
  bool is_buffer(unsigned f, const Value& value) const {
    return std::ranges::any_of(storages_in(flow_.reach(f, value, {})), [&](const auto& storage) {
      if (!found_.stores.contains(storage)) return false;
      const auto& owner = flow_.facts().storages.at(storage).owner;
      if (owners_.contains(owner)) return true;
      return std::ranges::any_of(owners_, [&](const auto& record) {
        const auto known = flow_.facts().classes.find(record);
        return known != flow_.facts().classes.end() && std::ranges::find(known->second.bases, owner) != known->second.bases.end();
      });
    });
  }

  /// What was read from a file stays there.
  bool is_cache(unsigned f, const Value& value) const {
    const auto stores = storages_in(flow_.reach(f, value, {}));
    return std::ranges::any_of(stores, [&](const auto& storage) { return found_.caches.contains(storage); }) &&
           std::ranges::any_of(found_.appends, [](const Append& append) { return append.to_outside; });
  }

  void judge_call(Site site) {
    const auto& call = flow_.call(site);
    if (!call.of_std || flow_.function(site.function).is_destructor) return;
    const bool clears = call.simple == "clear";
    if (!clears && !is_one_of(call.simple, removing)) return;
    const bool member = !call.receiver_type.name.empty();
    const auto& what = member || call.arguments.empty() ? call.receiver : call.arguments[0];
    const auto& type = member || call.argument_types.empty() ? call.receiver_type : call.argument_types[0];
    if (call.simple == "remove" && !member) return;
    if (!is_events(type) && !is_type_of_store(type)) return;
    const bool given = is_events(type) && std::ranges::any_of(what, [&](const Source& source) {
      return source.kind == SourceKind::parameter && is_events(flow_.function(site.function).parameters[source.index].type) &&
             flow_.function(site.function).parameters[source.index].type.is_reference;
    });
    if (!is_store(site.function, what) && !given) return;
    if (!clears) return add(call.at, "stored events are removed or overwritten here", true);
    // Emptied and filled again by the same function: the store is overwritten.
    if (appending_.contains(site.function)) return add(call.at, "stored events are dropped here", true);
    if (is_buffer(site.function, what) || folding_.contains(site.function) || is_cache(site.function, what)) return;
    add(call.at, "stored events are dropped here", false);
  }

  void judge_write(unsigned f, const Write& write) {
    const auto& function = flow_.function(f);
    if (write.initialises || function.is_constructor || function.simple == "operator=" || moves_pointer(function, write)) return;
    const auto known = flow_.facts().storages.find(write.storage);
    if (known == flow_.facts().storages.end()) return;
    if (!found_.stores.contains(write.storage)) {
      // The object that holds the store is replaced.
      if (store_owners_.contains(known->second.type.record) && !write.accumulates && !owners_.contains(known->second.type.record) &&
          !known->second.type.is_pointer)
        add(write.at, "the store is replaced here", true);
      return;
    }
    // A replay keeps the events that it is given.
    const bool of_element = std::ranges::any_of(write.target, [&](const Source& s) {
      return s.kind == SourceKind::result && function.calls[s.index].of_std && is_std_container(function.calls[s.index].receiver_type);
    });
    if ((folding_.contains(f) && !of_element) || by_call(function, write)) return;
    const bool of_event_field = std::ranges::any_of(function.writes, [&](const Write& other) {
      return other.at.line == write.at.line && other.at.column == write.at.column && other.storage != write.storage &&
             found_.family.owns(flow_.facts(), other.storage) && !found_.stores.contains(other.storage);
    });
    if (of_event_field) return;
    const auto& type = known->second.type;
    if (is_events(type) || is_std_container(type)) judge_container_write(f, write, type);
    else if (found_.family.is_event(type)) judge_link(f, write, type);
    else if (type.is_pointer && write.accumulates) judge_link(f, write, type);
  }

  void judge_container_write(unsigned f, const Write& write, const Type& type) {
    const bool whole = !write.accumulates && std::ranges::none_of(write.target, [](const Source& s) { return s.kind == SourceKind::result; });
    // Set aside or given up as a whole: a buffer's end, or a start anew.
    if (whole && !has_origin(write.value) && !appending_.contains(f)) return;
    if (whole && is_buffer(f, write.target) && !found_.live.contains(f)) return;
    // A map that has one event an entry is added to by writing an entry.
    const bool keyed = (type.class_name == "std::map" || type.class_name == "std::unordered_map") && type.arguments.size() > 0 &&
                       std::ranges::find(type.argument_names, "std::vector") == type.argument_names.end();
    if (keyed && !whole) return;
    add(write.at, "stored events are overwritten here", true);
  }

  /// A list's element is taken out, or an array's element is written at a place that is no end.
  void judge_link(unsigned f, const Write& write, const Type& type) {
    const bool unlinks = storages_in(flow_.reach(f, write.value, {})).contains(write.storage);
    if (found_.family.is_event(type) && !type.is_pointer) {
      if (unlinks) add(write.at, "a stored event is taken out here", true);
      return;
    }
    const bool fixed = std::ranges::any_of(literals_of(write.target), [](const Literal& l) { return number_of(l).has_value(); });
    if (fixed && write.accumulates) add(write.at, "a stored event is overwritten here", true);
  }

  /// The write only says what a call of the library does, which is judged by itself.
  static bool by_call(const Function& function, const Write& write) {
    return std::ranges::any_of(function.calls, [&](const Call& call) {
      if (!call.of_std || call.gives_access || !share_statement(call, write) || call.simple == "operator=") return false;
      return call.receiver == write.target || std::ranges::find(call.arguments, write.target) != call.arguments.end();
    });
  }

  /// A file that each append opens anew must be opened to be added to.
  void judge_opening(Site site) {
    const auto& call = flow_.call(site);
    const bool appends_here = std::ranges::any_of(found_.appends, [&](const Append& append) {
      return append.to_outside && append.at.function == site.function;
    });
    if (!appends_here) return;
    const auto mentions = [&](const char* flag) {
      return std::ranges::any_of(call.arguments, [&](const Value& value) {
        return std::ranges::any_of(value, [&](const Source& s) { return s.symbol.find(flag) != std::string::npos; });
      });
    };
    if (call.kind == CallKind::construction && call.record == "std::basic_ofstream") {
      if (call.arguments.empty()) return;
      if (mentions("trunc") || (call.arguments.size() == 1 && !mentions("app")))
        add(call.at, "the file is emptied before the event is written", true);
    }
    if (call.simple == "fopen" && call.arguments.size() == 2)
      for (const auto& literal : literals_of(call.arguments[1]))
        if (const auto mode = text_of(literal); mode && mode->starts_with('w'))
          add(call.at, "the file is emptied before the event is written", true);
  }

  /// A change of an item in the events' table, unless the item is one that is known to be none.
  void judge_request(const TableRequest& request) {
    if (request.operation != TableOperation::update && request.operation != TableOperation::remove) return;
    if (std::ranges::none_of(request.tables, [&](const auto& table) { return found_.tables.contains(table); })) return;
    const bool certain = request.known && !request.constant_key;
    if (!certain && request.constant_key) return;
    add(request.place, request.operation == TableOperation::remove ? "stored events are deleted here" : "stored events are changed here", certain);
  }

  void judge_statement(Site site) {
    for (const auto& text : texts_given(flow_, site)) {
      const auto words = words_of(text);
      for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const bool deletes = words[i] == "delete" && words[i + 1] == "from" && i + 2 < words.size() && tables_.contains(words[i + 2]);
        const bool updates = words[i] == "update" && tables_.contains(words[i + 1]) && i + 2 < words.size() && words[i + 2] == "set";
        const bool replaces = words[i] == "replace" && words[i + 1] == "into" && i + 2 < words.size() && tables_.contains(words[i + 2]);
        if (deletes || updates || replaces)
          add(flow_.call(site).at, std::string("stored events are ") + (deletes ? "deleted" : "overwritten") + " here", true);
      }
    }
  }

  void add(const Place& at, std::string what, bool certain) { result_.push_back({at, std::move(what), certain}); }

  const Flow& flow_;
  const EventSourcing& found_;
  std::set<std::string> owners_;
  std::set<std::string> store_owners_;
  std::set<std::string> tables_;
  std::set<unsigned> folding_;
  std::set<unsigned> appending_;
  std::vector<StoreChange> result_;
};

}  // namespace

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> result;
  std::string word;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (!word.empty()) result.push_back(std::move(word));
    word.clear();
  }
  if (!word.empty()) result.push_back(std::move(word));
  return result;
}

std::vector<std::string> texts_given(const Flow& flow, Site site) {
  std::vector<std::string> result;
  for (const auto& argument : flow.call(site).arguments)
    for (const auto& literal : literals_of(argument))
      if (auto text = text_of(literal)) result.push_back(std::move(*text));
  return result;
}

std::set<std::string> event_tables(const Flow& flow, const EventSourcing& found) {
  std::set<std::string> result;
  for (const auto& append : found.appends) {
    if (append.by_write) continue;
    const auto& function = flow.function(append.at.function);
    for (unsigned c = 0; c < function.calls.size(); ++c)
      for (const auto& text : texts_given(flow, {append.at.function, c})) {
        const auto words = words_of(text);
        for (std::size_t i = 0; i + 1 < words.size(); ++i)
          if (words[i] == "into") result.insert(words[i + 1]);
      }
  }
  return result;
}

std::vector<StoreChange> find_store_changes(const Flow& flow, const EventSourcing& found) { return ChangeSearch(flow, found).run(); }

}  // namespace assay::checks
