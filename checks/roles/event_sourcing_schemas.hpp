// Whether stored events say in which form they are.
#pragma once

#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

struct Schemas {
  std::vector<Place> told_apart;  ///< a schema's version decides how an event is read
  std::vector<Place> written;     ///< events leave the program here
  std::vector<Place> read;        ///< and come back here
  bool named = false;             ///< a text of the store names a version
};

[[nodiscard]] Schemas find_schemas(const Flow& flow, const EventSourcing& found);

}  // namespace assay::checks
