// The events table's stream (DynamoDB Streams), read on from where it was left.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "ledger/journal.hpp"
#include "ledger/tally.hpp"

namespace ledger {

/// Of one shard.
struct Bookmark {
  std::string behind;  ///< the sequence number of the last record; empty: none was read
  bool at_end = false; ///< the shard is closed, and nothing is left
};

[[nodiscard]] inline std::string bookmark_name(const std::string& arn, const std::string& shard) { return "shard:" + arn + ":" + shard; }

[[nodiscard]] inline Bookmark bookmark(const Tally& tally, const std::string& name) {
  const auto item = look_up(tally, name);
  return item ? Bookmark{item->at("behind").s(), item->at("at_end").boolean()} : Bookmark{};
}

inline void put_bookmark(const Tally& tally, const std::string& name, const Bookmark& bookmark) {
  note(tally, name, {{"behind", db::AttributeValue::s(bookmark.behind)}, {"at_end", db::AttributeValue::boolean(bookmark.at_end)}});
}

[[nodiscard]] inline std::string stream_of(const Session& session, const std::string& table) {
  const auto description = ask(session, [&](db::Client& client) { return client.describe_table(table); });
  if (description.latest_stream_arn.empty()) throw std::runtime_error("the table " + table + " has no stream");
  return description.latest_stream_arn;
}

[[nodiscard]] inline std::vector<db::Shard> shards_of(const Session& session, const std::string& arn) {
  std::vector<db::Shard> shards;
  for (std::string last;;) {
    const auto page = ask(session, [&](db::Client& client) { return client.describe_stream(arn, last); });
    std::ranges::copy(page.shards, std::back_inserter(shards));
    last = page.last_evaluated_shard_id;
    if (last.empty()) return shards;
  }
}

/// Calls `visit` for each shard, for its parent first: what happened there happened before.
template <typename Visit>
void oldest_first(std::vector<db::Shard> shards, const Visit& visit) {
  while (!shards.empty()) {
    const auto has_parent = [&](const db::Shard& shard) {
      return std::ranges::find(shards, shard.parent_shard_id, &db::Shard::shard_id) != shards.end();
    };
    const auto next = std::ranges::find_if_not(shards, has_parent);
    visit(next->shard_id);
    shards.erase(next);
  }
}

[[nodiscard]] inline std::string iterator_at(const Session& session, const std::string& arn, const std::string& shard, const Bookmark& mark) {
  const auto type = mark.behind.empty() ? db::ShardIteratorType::trim_horizon : db::ShardIteratorType::after_sequence_number;
  return ask(session, [&](db::Client& client) { return client.get_shard_iterator(arn, shard, type, mark.behind); });
}

/// Gives each page of new events to `use`, and moves the bookmark behind it only then.
template <typename Use>
void read_on(const Tally& tally, const std::string& arn, const std::string& shard, const Use& use) {
  const std::string name = bookmark_name(arn, shard);
  Bookmark mark = bookmark(tally, name);
  if (mark.at_end) return;
  for (std::string iterator = iterator_at(tally.session, arn, shard, mark); !iterator.empty();) {
    const auto page = ask(tally.session, [&](db::Client& client) { return client.get_records(iterator); });
    iterator = page.next_shard_iterator;
    mark.at_end = iterator.empty();
    if (page.records.empty() && !mark.at_end) return;  // that is all there is now
    use(collected(page.records | std::views::transform([](const auto& record) { return to_event(record.new_image); })));
    if (!page.records.empty()) mark.behind = page.records.back().sequence_number;
    put_bookmark(tally, name, mark);
  }
}

}  // namespace ledger
