#pragma once

#include <string>
#include <string_view>

namespace assay::core {

/// The text with each byte that is part of no well-formed UTF-8 sequence (Unicode 15,
/// table 3-7: no overlong form, no surrogate, nothing past U+10FFFF) replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace assay::core
