// Writing to the journal: everything under a condition, and everything or nothing.
#pragma once

#include <functional>
#include <numeric>
#include <optional>
#include <span>

#include "lab/event_store.hpp"
#include "ledger/journal.hpp"

namespace ledger {

using Appends = std::span<const lab::StreamAppend>;

/// What one transaction of DynamoDB holds.
inline constexpr std::size_t most_actions = 100;

[[nodiscard]] inline std::size_t count_of(Appends appends) {
  return std::transform_reduce(appends.begin(), appends.end(), std::size_t{0}, std::plus(),
                               [](const auto& append) { return append.events.size(); });
}

inline void require(bool holds, const char* rule) {
  if (!holds) throw std::invalid_argument(rule);
}

inline void validate(Appends appends) {
  std::set<std::string> streams;
  for (const auto& append : appends) {
    require(!append.stream.empty() && streams.insert(append.stream).second, "each stream has a name, and is named once");
    require(!append.events.empty(), "each stream gets events");
    require(std::ranges::none_of(append.events, [](const auto& event) { return event.id.empty() || event.type.empty(); }),
            "each event has an id and a type");
  }
  require(!appends.empty() && count_of(appends) <= most_actions, "one to a hundred events are appended at once");
}

[[nodiscard]] inline std::vector<lab::Event> stamped(Appends appends, lab::Time time) {
  std::vector<lab::Event> stamped;
  for (const auto& append : appends) {
    for (Version version = append.expected_version; const auto& event : append.events) {
      stamped.push_back({append.stream, ++version, event.id, event.type, event.schema_version, event.payload, time});
    }
  }
  return stamped;
}

[[nodiscard]] inline db::PutItemRequest put_at_free_place(const std::string& table, const lab::Event& event) {
  return {table, to_item(event), "attribute_not_exists(#version)", {{"#version", "version"}}, {}};
}

[[nodiscard]] inline db::ConditionCheck is_taken(const std::string& table, const std::string& stream, Version version) {
  return {table, place(stream, version), "attribute_exists(#version)", {{"#version", "version"}}, {}};
}

/// Whether `write` went through; false: a condition of it failed.
template <typename Write>
[[nodiscard]] bool holds(const Session& session, const Write& write) {
  try {
    ask(session, write);
    return true;
  } catch (const db::ConditionalCheckFailed&) {
    return false;
  } catch (const db::TransactionCanceled& canceled) {
    if (std::ranges::find(canceled.reasons, "ConditionalCheckFailed", &db::CancellationReason::code) == canceled.reasons.end()) throw;
    return false;
  }
}

[[nodiscard]] inline bool put(const Journal& journal, const lab::Event& event) {
  return holds(journal.session, [&](db::Client& client) { client.put_item(put_at_free_place(journal.table, event)); });
}

/// One transaction: the events, and as many checks that the event before is there as it has room for. A check that has to be made
/// before it is as good, since events never go away.
[[nodiscard]] inline bool written(const Journal& journal, Appends appends, const std::vector<lab::Event>& stamped) {
  db::TransactWriteItemsRequest request;
  for (const auto& event : stamped) request.transact_items.emplace_back().put = put_at_free_place(journal.table, event);
  for (const auto& append : appends) {
    if (append.expected_version == 0) continue;
    if (request.transact_items.size() < most_actions) {
      request.transact_items.emplace_back().condition_check = is_taken(journal.table, append.stream, append.expected_version);
    } else if (!has(journal, append.stream, append.expected_version)) {
      return false;
    }
  }
  if (request.transact_items.size() == 1) return put(journal, stamped.front());
  return holds(journal.session, [&](db::Client& client) { client.transact_write_items(request); });
}

/// Whether the stream has these events already, by an attempt whose answer was lost or by an earlier call.
[[nodiscard]] inline bool repeats(const Journal& journal, const lab::StreamAppend& append) {
  const Version first = append.expected_version + 1;
  const auto there = collected(events(journal, append.stream, first, append.expected_version + append.events.size()));
  return std::ranges::equal(there, append.events, {}, &lab::Event::id, &lab::NewEvent::id);
}

[[nodiscard]] inline std::optional<lab::AppendResult> clash(const Journal& journal, Appends appends) {
  for (const auto& append : appends) {
    if (const Version actual = height(journal, append.stream); actual != append.expected_version) {
      return lab::AppendResult{false, append.stream, actual};
    }
  }
  return std::nullopt;
}

/// As `lab::EventStore::append_all`. A refusal that no event explains counts as a failed attempt.
[[nodiscard]] inline lab::AppendResult append(const Journal& journal, const lab::Clock& clock, Appends appends) {
  validate(appends);
  const auto events = stamped(appends, clock.now());
  for (unsigned failed = 1;; ++failed) {
    const auto repeated = [&](const auto& append) { return repeats(journal, append); };
    if (written(journal, appends, events) || std::ranges::all_of(appends, repeated)) return {true, {}, 0};
    if (const auto found = clash(journal, appends)) return *found;
    wait_or_give_up(journal.session, failed, "refused for no reason that can be seen");
  }
}

}  // namespace ledger
