// Which functions answer questions about an aggregate or a projection.
#pragma once

#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

enum class QueryWrite { no, yes, unclear };

struct Query {
  unsigned function = 0;
  QueryWrite writes = QueryWrite::no;
  Place at;  ///< of what it changes
};

[[nodiscard]] std::vector<Query> find_queries(const Flow& flow, const EventSourcing& found);

/// Whether a function's result is an aggregate, a projection, or a record filled from one.
[[nodiscard]] bool gives_back_state(const Flow& flow, const EventSourcing& found, unsigned function);

}  // namespace assay::checks
