// Changes that need tokens only: layout, comments, library types for others, constants' names.
#pragma once

#include <set>
#include <string>

#include "quality/transform/edits.hpp"

namespace assay::quality {

[[nodiscard]] Files one_token_a_line(Files files);
[[nodiscard]] Files all_in_one_line(Files files);
/// Comments that speak of what checks look for, and are wrong.
[[nodiscard]] Files with_misleading_comments(Files files);
/// "using Tick = std::chrono::steady_clock;"
[[nodiscard]] Files with_clocks_aliased(Files files);
/// A function that returns the clock's now().
[[nodiscard]] Files with_clocks_wrapped(Files files);
/// std::mutex becomes std::timed_mutex, std::lock_guard std::unique_lock.
[[nodiscard]] Files with_other_locks(Files files);
/// Numbers in the code get names.
[[nodiscard]] Files with_named_constants(Files files);
/// Every one of the names is spelt otherwise, alike in all files.
[[nodiscard]] Files with_noise_names(Files files, const std::set<std::string>& names);

}  // namespace assay::quality
