#include "checks/messaging/dl_role.hpp"

namespace assay::checks::messaging {

core::Finding check_dl_role(const RuleInput& input) {
  const auto& all = input.roles.delivery().dead_letters;
  if (all.empty()) return cannot_tell("No store of dead letters was recognised in the submitted files.");
  const auto& letters = all.front();
  std::vector<core::Location> places{noted(letters.put_at, "a failed message is put aside here")};
  if (letters.processing) places.push_back(noted(input.flow.call(*letters.processing).at, "this processes it"));
  return satisfied("Messages that fail are put aside into " + letters.name + ".", std::move(places));
}

}  // namespace assay::checks::messaging
