// Restoring and migrating: a stream's events, put one by one where they are not yet.
#pragma once

#include "ledger/writing.hpp"

namespace ledger {

inline void require_same(const lab::Event& there, const lab::Event& wanted) {
  require(there.id == wanted.id, "the target has other events of a stream");
}

/// Gives how many events of the stream the target has then. What an interrupted copy has put is passed over.
[[nodiscard]] inline std::size_t transfer(const std::vector<lab::Event>& wanted, const Journal& target) {
  if (wanted.empty()) return 0;
  const auto there = collected(events(target, wanted.front().stream));
  require(there.size() <= wanted.size(), "the target has more events of a stream");
  for (std::size_t i = 0; i < there.size(); ++i) require_same(there[i], wanted[i]);
  for (const auto& event : wanted | std::views::drop(there.size())) {
    if (put(target, event)) continue;
    const auto found = fetched(target.session, target.table, place(event.stream, event.version));
    if (!found) throw lab::Unavailable("refused for no reason that can be seen");
    require_same(to_event(*found), event);
  }
  return wanted.size();
}

}  // namespace ledger
