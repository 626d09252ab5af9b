#include "checks/roles/breaker_near.hpp"

#include <algorithm>

namespace assay::checks {

Lack lack_of(const Machine&) { return Lack::nothing; }

}  // namespace assay::checks
