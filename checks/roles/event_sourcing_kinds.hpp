// How applying tells kinds of events apart, and what becomes of a kind that it does not know.
#pragma once

#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

enum class UnknownKind {
  dropped,     ///< nothing happens
  told,        ///< it throws, ends, reports or gives back something else
  impossible,  ///< the compiler sees to it: std::visit, virtual functions, a switch over all there are
  unclear,
};

struct KindChoice {
  Place at;
  UnknownKind unknown = UnknownKind::unclear;
  std::string what;
};

[[nodiscard]] std::vector<KindChoice> kind_choices(const Flow& flow, const EventSourcing& found, const Aggregate& aggregate);

/// The same where events are made of what is stored, before they are applied.
[[nodiscard]] std::vector<KindChoice> decoder_choices(const Flow& flow, const EventSourcing& found, const Aggregate& aggregate);

}  // namespace assay::checks
