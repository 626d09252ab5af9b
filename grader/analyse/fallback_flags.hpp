#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

namespace assay::analyse {

/// The flags for a unit that the build says nothing of: folders of headers that other units of
/// `database` have, as many as fit 16 KiB, and then `folders`. Each folder once.
[[nodiscard]] std::vector<std::string> fallback_flags(const std::map<std::string, std::vector<std::string>>& database,
                                                      std::span<const std::string> folders);

}  // namespace assay::analyse
