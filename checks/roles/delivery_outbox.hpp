// Recognises outboxes: messages written beside the state that they tell of, and sent from there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checks/roles/delivery_paths.hpp"
#include "checks/roles/delivery_stores.hpp"

namespace assay::checks {

struct Outbox {
  std::string store;             ///< as in StoreAccess
  std::string name;              ///< for people
  std::vector<Site> inserts;     ///< where messages are written, if that is known
  unsigned relay = 0;            ///< the function that sends
  Site send;
  Place insert_at;
  Place send_at;
  Place mark_at;

  enum class Writing { same, apart, around, unknown };
  Writing writing = Writing::unknown;
  Place state_at;                ///< the state's own write
  Place apart_at;                ///< what comes between, or goes around

  enum class Marking { after, before, regardless, unknown };
  Marking marking = Marking::unknown;
};

[[nodiscard]] std::vector<Outbox> find_outboxes(const Paths& paths, const Stores& stores);

/// Fills how the messages are written beside the state; false where no state is written with them.
bool judge_writing(const Paths& paths, const Stores& stores, Outbox& outbox);

}  // namespace assay::checks
