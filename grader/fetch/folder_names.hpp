// The names in an open folder.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace assay::fetch {

/// Sorted, without "." and "..". Where there are more than `most`, so many and one more, and
/// not all. `path` is for the message.
[[nodiscard]] core::Result<std::vector<std::string>> names_in(int folder, const std::string& path, std::uint64_t most);

}  // namespace assay::fetch
