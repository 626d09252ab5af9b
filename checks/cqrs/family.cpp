#include "checks/cqrs/family.hpp"

#include <array>

#include "checks/cqrs/cq_commands_return_nothing.hpp"
#include "checks/cqrs/cq_queries_do_not_write.hpp"

namespace assay::checks::cqrs {

std::span<const Check> checks() {
  static constexpr std::array table{
      Check{"cq-queries-do-not-write", "Queries change nothing.", check_queries_do_not_write},
      Check{"cq-commands-return-nothing", "Commands give back no read model.", check_commands_return_nothing},
  };
  return table;
}

}  // namespace assay::checks::cqrs
