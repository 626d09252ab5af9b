#pragma once

#include <string_view>

namespace assay::core {

/// Whether `text` matches `pattern`, in which `*` stands for any run of characters
/// and `?` for any one; nothing else is special. Time is at most the product of the
/// two lengths.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace assay::core
