#include "checks/event_sourcing/family.hpp"

#include <array>

#include "checks/event_sourcing/es_role.hpp"

namespace assay::checks::event_sourcing {

std::span<const Check> checks() {
  static constexpr std::array table{
      Check{"es-role", "An aggregate is rebuilt by applying stored events.", check_role},
  };
  return table;
}

}  // namespace assay::checks::event_sourcing
