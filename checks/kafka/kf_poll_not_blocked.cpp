#include "checks/kafka/kf_poll_not_blocked.hpp"

namespace assay::checks::kafka {

core::Finding check_poll_not_blocked(const RuleInput&) { return cannot_tell("Not judged."); }

}  // namespace assay::checks::kafka
