#include "checks/registry/health.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

/// With more of the functions damaged, what was not found may well be in them.
constexpr unsigned one_damaged_in = 5;

}  // namespace

Health::Health(const Flow& flow, bool complete) : complete_(complete && !flow.facts().incomplete) {
  unsigned damaged = 0;
  for (unsigned f = 0; f < flow.function_count(); ++f) damaged += flow.function(f).damaged ? 1 : 0;
  sound_ = !flow.facts().incomplete && flow.function_count() > 0 && damaged * one_damaged_in <= flow.function_count();
}

bool is_whole(const Flow& flow, std::span<const unsigned> functions) {
  return std::ranges::none_of(functions, [&](unsigned f) { return flow.function(f).damaged; });
}

}  // namespace assay::checks
