#include "checks/roles/event_sourcing_versions.hpp"

#include <algorithm>
#include <array>

#include "checks/roles/event_sourcing_stores.hpp"

namespace assay::checks {
namespace {

/// A decision stands at most so many calls above its append.
constexpr unsigned max_callers = 4;

class Search {
 public:
  Search(const Flow& flow, const EventSourcing& found, const Append& append) : flow_(flow), found_(found), append_(append) {
    for (const auto& aggregate : found.aggregates) {
      counters_.insert(aggregate.counters.begin(), aggregate.counters.end());
      counters_.insert(aggregate.state.begin(), aggregate.state.end());
      owners_.insert(aggregate.owners.begin(), aggregate.owners.end());
    }
  }

  VersionCheck run() {
    if (is_emptied()) return {VersionCheckKind::emptied, {}};
    if (append_.request) return of_request(found_.requests[*append_.request]);
    if (is_conditional_write()) return {VersionCheckKind::together, place_of(flow_, append_)};
    if (is_buffer()) return {VersionCheckKind::buffer, {}};
    if (append_.to_outside && says_version()) return {VersionCheckKind::unclear, {}};
    const unsigned f = append_.at.function;
    if (auto compare = compare_in(f, guards_of(flow_, append_))) return placed(f, *compare);
    std::set<unsigned> seen{f};
    return search_callers(f, 0, seen).value_or(VersionCheck{VersionCheckKind::none, {}});
  }

 private:
  /// The put's own condition, or that of another request of the same transaction.
  VersionCheck of_request(const TableRequest& request) const {
    bool open = request.open;
    if (request.conditional) return {VersionCheckKind::together, request.place};
    for (const auto& other : found_.requests) {
      if (other.at.function != request.at.function || other.operation == TableOperation::read) continue;
      if (other.conditional && &other != &request && is_sent_together()) return {VersionCheckKind::together, other.place};
      open = open || other.open;
    }
    return {open ? VersionCheckKind::unclear : VersionCheckKind::none, {}};
  }

  bool is_sent_together() const {
    const auto& function = flow_.function(append_.at.function);
    const bool alone = std::ranges::any_of(function.calls, [](const Call& call) { return table_operation(call) == TableOperation::put; });
    return !alone;
  }

  std::optional<VersionCheck> search_callers(unsigned f, unsigned depth, std::set<unsigned>& seen) {
    if (depth == max_callers) return std::nullopt;
    for (const auto& caller : flow_.callers(f)) {
      const unsigned g = caller.call.function;
      if (!seen.insert(g).second) continue;
      const auto& call = flow_.call(caller.call);
      if (auto compare = compare_in(g, call.guards)) {
        // A lock that only the append takes leaves a gap; a caller's lock closes it.
        const bool held = !call.held.empty();
        const bool locks = appends_locked();
        if (held || !locks) return VersionCheck{held ? VersionCheckKind::together : VersionCheckKind::unclear, flow_.function(g).compares[*compare].at};
        return VersionCheck{VersionCheckKind::apart, flow_.function(g).compares[*compare].at};
      }
      if (auto above = search_callers(g, depth + 1, seen)) return above;
    }
    return std::nullopt;
  }

  bool appends_locked() const { return !append_.by_write ? !flow_.call(append_.at).held.empty() : false; }

  VersionCheck placed(unsigned f, unsigned number) const {
    const auto& compare = flow_.function(f).compares[number];
    if (!appends_locked()) return {VersionCheckKind::together, compare.at};
    // The comparison's own calls tell under which lock it is made; without calls, its place does.
    const auto& held = flow_.call(append_.at).held;
    bool calls = false;
    for (const auto* side : {&compare.left, &compare.right})
      for (const auto& source : *side) {
        if (source.kind != SourceKind::result) continue;
        const auto& call = flow_.function(f).calls[source.index];
        if (call.gives_access || !share_statement(call, compare)) continue;
        calls = true;
        for (const auto& lock : call.held)
          if (std::ranges::any_of(held, [&](const HeldLock& other) { return other.mutex == lock.mutex || other.guard == lock.guard; }))
            return {VersionCheckKind::together, compare.at};
      }
    if (calls) return {VersionCheckKind::apart, compare.at};
    const bool before = std::ranges::all_of(held, [&](const HeldLock& lock) { return lock.at.line > compare.at.line; });
    return {before ? VersionCheckKind::apart : VersionCheckKind::together, compare.at};
  }

  /// A comparison of a number that is handed in, or kept, with what the store says, which the
  /// guards depend on.
  std::optional<unsigned> compare_in(unsigned f, const Guards& guards) const {
    const auto& function = flow_.function(f);
    for (unsigned c = 0; c < function.compares.size(); ++c) {
      if (!compares_versions(f, function.compares[c])) continue;
      if (decides(f, c, guards)) return c;
    }
    return std::nullopt;
  }

  bool decides(unsigned f, unsigned compare, const Guards& guards) const {
    const auto& function = flow_.function(f);
    const auto in_value = [&](const Value& value) {
      return std::ranges::any_of(value, [&](const Source& s) { return s.kind == SourceKind::compare && s.index == compare; });
    };
    return std::ranges::any_of(guards, [&](const Guard& guard) { return in_value(function.conditions[guard.condition].value); });
  }

  bool compares_versions(unsigned f, const Compare& compare) const {
    if (compare.kind == CompareKind::truth || compare.kind == CompareKind::three_way) return false;
    // `log->used < log->room`: both are the store's.
    const auto given = [&](const Value& side, const Value& other) { return is_given(f, without_common(side, other)); };
    return (given(compare.left, compare.right) && is_stored(f, compare.right)) ||
           (given(compare.right, compare.left) && is_stored(f, compare.left));
  }

  static Value without_common(Value side, const Value& other) {
    std::erase_if(side, [&](const Source& source) { return std::ranges::find(other, source) != other.end(); });
    return side;
  }

  /// A number that the caller hands in, or that an aggregate counts.
  bool is_given(unsigned f, const Value& value) const {
    const auto& function = flow_.function(f);
    return std::ranges::any_of(value, [&](const Source& source) {
      if (source.kind == SourceKind::parameter) {
        const auto& type = function.parameters[source.index].type;
        return type.is_number || type.class_name == "std::optional" || (!type.record.empty() && !found_.family.is_container(type) && !found_.family.is_event(type) && !is_std_container(type));
      }
      if (source.kind == SourceKind::storage) return counters_.contains(source.symbol) || is_number_field(source.symbol);
      return source.kind == SourceKind::result && reaches_counter(f, value);
    });
  }

  bool is_number_field(const std::string& storage) const {
    const auto known = flow_.facts().storages.find(storage);
    return known != flow_.facts().storages.end() && known->second.type.is_number && owners_.contains(known->second.owner);
  }

  bool reaches_counter(unsigned f, const Value& value) const {
    return std::ranges::any_of(storages_in(flow_.reach(f, value, {})), [&](const auto& s) { return counters_.contains(s); });
  }

  /// The store's size, its last event's number, or a number that the store's owner keeps.
  bool is_stored(unsigned f, const Value& value) const {
    const auto origins = flow_.reach(f, value, {});
    for (const auto& storage : storages_in(origins)) {
      if (found_.stores.contains(storage)) return true;
      const auto known = flow_.facts().storages.find(storage);
      if (known == flow_.facts().storages.end()) continue;
      if (is_of_store_owner(known->second.owner) && !known->second.type.is_mutex && !counters_.contains(storage)) return true;
    }
    return std::ranges::any_of(origins, [&](const Origin& origin) {
      if (origin.source.kind != SourceKind::result) return false;
      const auto& call = flow_.call({origin.function, origin.source.index});
      return found_.family.is_container(call.receiver_type) && (call.simple == "size" || call.simple == "back" || call.simple == "empty");
    });
  }

  bool is_of_store_owner(const std::string& owner) const {
    return !owner.empty() && std::ranges::any_of(found_.stores, [&](const auto& store) { return flow_.facts().storages.at(store).owner == owner; });
  }

  /// `try_emplace({stream, number}, …).second`, SQL with a condition.
  bool is_conditional_write() const {
    if (append_.by_write) return false;
    const auto& call = flow_.call(append_.at);
    if ((call.simple == "try_emplace" || call.simple == "emplace" || call.simple == "insert") && is_keyed(call.receiver_type) && is_used()) return true;
    if (!append_.to_outside) return false;
    for (const auto& text : texts_given(flow_, append_.at)) {
      const auto words = words_of(text);
      const auto has = [&](const char* word) { return std::ranges::find(words, word) != words.end(); };
      if (has("insert") && (has("where") || has("exists"))) return true;
      if (text.find("attribute_not_exists") != std::string::npos) return true;
    }
    return false;
  }

  bool is_keyed(const Type& type) const {
    return type.class_name == "std::map" || type.class_name == "std::unordered_map" || type.class_name == "std::set";
  }

  bool is_used() const {
    const auto& function = flow_.function(append_.at.function);
    const auto of_append = [&](const Value& value) {
      return std::ranges::any_of(value, [&](const Source& s) { return s.kind == SourceKind::result && s.index == append_.at.index; });
    };
    return std::ranges::any_of(function.returns, [&](const Return& r) { return of_append(r.value); }) ||
           std::ranges::any_of(function.conditions, [&](const Condition& c) { return of_append(c.value); });
  }

  /// A statement or call that names a version: its table may refuse a second one.
  bool says_version() const {
    for (const auto& text : texts_given(flow_, append_.at))
      for (const auto& word : words_of(text))
        if (word.find("version") != std::string::npos || word == "seq" || word == "sequence" || word == "revision") return true;
    const auto& call = flow_.call(append_.at);
    return call.kind == CallKind::virtual_dispatch && std::ranges::any_of(call.argument_types, [](const Type& type) { return type.is_number; });
  }

  /// A buffer that is emptied once what it holds is stored elsewhere.
  bool is_emptied() const {
    if (append_.by_write || append_.to_outside) return false;
    const auto& call = flow_.call(append_.at);
    const auto storages = storages_in(flow_.reach(append_.at.function, call.receiver, {}));
    if (std::ranges::any_of(storages, [&](const auto& s) { return found_.stores.contains(s); })) return false;
    for (const auto& storage : storages) {
      const auto known = flow_.facts().storages.find(storage);
      if (known == flow_.facts().storages.end() || !found_.family.is_container(known->second.type)) continue;
      for (unsigned f = 0; f < flow_.function_count(); ++f)
        for (const auto& other : flow_.function(f).calls) {
          const bool empties = other.simple == "clear" || other.simple == "exchange" || other.simple == "swap" || other.simple == "move";
          const auto is_it = [&](const Value& value) {
            return std::ranges::any_of(value, [&](const Source& s) { return s.kind == SourceKind::storage && s.symbol == storage; });
          };
          if (other.of_std && empties && (is_it(other.receiver) || std::ranges::any_of(other.arguments, is_it))) return true;
        }
    }
    return false;
  }

  /// Events that the aggregate keeps for the store, where another container is what is replayed.
  bool is_buffer() const {
    if (append_.by_write || append_.to_outside) return false;
    const auto& call = flow_.call(append_.at);
    const auto storages = storages_in(flow_.reach(append_.at.function, call.receiver, {}));
    const bool stored = std::ranges::any_of(storages, [&](const auto& s) { return found_.stores.contains(s); });
    if (stored) return false;
    // A container that is handed in, and nobody in the submission hands it: it may be one.
    return !storages.empty();
  }

  const Flow& flow_;
  const EventSourcing& found_;
  const Append& append_;
  std::set<std::string> counters_;
  std::set<std::string> owners_;
};

}  // namespace

VersionCheck version_check_of(const Flow& flow, const EventSourcing& found, const Append& append) { return Search(flow, found, append).run(); }

}  // namespace assay::checks
