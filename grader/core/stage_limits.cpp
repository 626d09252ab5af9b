#include "core/stage_limits.hpp"

#include <algorithm>
#include <iterator>

namespace assay::core {

std::string_view to_string(Weakening weakening) { return weakening_names[static_cast<std::size_t>(weakening)]; }

std::optional<Weakening> parse_weakening(std::string_view name) {
  const auto found = std::ranges::find(weakening_names, name);
  if (found == std::end(weakening_names)) return std::nullopt;
  return static_cast<Weakening>(found - std::begin(weakening_names));
}

}  // namespace assay::core
