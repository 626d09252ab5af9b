// Which paths a repository's index lists.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace assay::fetch::reader {

/// The paths in an index of version 2, 3 or 4 (gitformat-index(5)), in its order. libgit2 is not
/// asked, as it makes room for as many entries as a file says it has. Paths longer than a submission
/// may have are left out. A usage error where the content is no index, where one that is split or
/// sparse has its entries elsewhere, or where the paths have more than 16 MiB.
[[nodiscard]] core::Result<std::vector<std::string>> read_index_paths(std::string_view content);

}  // namespace assay::fetch::reader
