#pragma once

#include <algorithm>
#include <iterator>
#include <span>
#include <vector>

#include "ledger/tally.hpp"

namespace ledger {

/// What BatchWriteItem takes.
inline constexpr std::size_t batch_size = 25;

inline void write_batch(const Session& session, std::vector<db::WriteRequest> batch) {
  for (unsigned failed = 1; !batch.empty(); ++failed) {
    batch = ask(session, [&](db::Client& client) { return client.batch_write_item(batch); });
    if (!batch.empty()) wait_or_give_up(session, failed, "some of a batch is not processed");
  }
}

/// Deletes the entries of all editions but one.
inline void forget_other_editions(const Tally& tally, Edition kept) {
  const auto belongs_elsewhere = [prefix = entry_of(kept, "", "")](const std::string& name) {
    const bool in_kept = name.starts_with(prefix + "customer:") || name.starts_with(prefix + "order:");
    return name.starts_with('#') && !in_kept;
  };
  std::vector<db::WriteRequest> deletions;
  for (const auto& item : scanned(tally.session, tally.table)) {
    if (const auto& name = item.at("entry").s(); belongs_elsewhere(name)) deletions.push_back({tally.table, std::nullopt, entry(name)});
  }
  for (auto left = std::span(deletions); !left.empty(); left = left.subspan(std::min(batch_size, left.size()))) {
    const auto batch = left.first(std::min(batch_size, left.size()));
    write_batch(tally.session, {batch.begin(), batch.end()});
  }
}

}  // namespace ledger
