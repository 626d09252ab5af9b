#include "checks/roles/retry.hpp"

namespace assay::checks {

RetrySearch find_retries(const Flow&) { return {}; }

}  // namespace assay::checks
