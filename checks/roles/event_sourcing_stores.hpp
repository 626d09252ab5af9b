// What is done to stored events beside adding to them.
#pragma once

#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

/// Stored events are removed or overwritten.
struct StoreChange {
  Place at;
  std::string what;
  bool certain = true;  ///< else it may be a buffer that is emptied, or a start anew
};

[[nodiscard]] std::vector<StoreChange> find_store_changes(const Flow& flow, const EventSourcing& found);

/// The texts that a call is given.
[[nodiscard]] std::vector<std::string> texts_given(const Flow& flow, Site call);

/// The tables of a database that events are written to.
[[nodiscard]] std::set<std::string> event_tables(const Flow& flow, const EventSourcing& found);

/// The lower-case words of a text.
[[nodiscard]] std::vector<std::string> words_of(const std::string& text);

}  // namespace assay::checks
