#include "core/service_spec.hpp"

#include <algorithm>
#include <iterator>

namespace assay::core {

std::string_view to_string(ServiceKind kind) { return service_kind_names[static_cast<std::size_t>(kind)]; }

std::optional<ServiceKind> parse_service_kind(std::string_view name) {
  const auto found = std::ranges::find(service_kind_names, name);
  if (found == std::end(service_kind_names)) return std::nullopt;
  return static_cast<ServiceKind>(found - std::begin(service_kind_names));
}

}  // namespace assay::core
