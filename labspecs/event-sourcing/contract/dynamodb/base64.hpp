#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lab::dynamodb {

/// RFC 4648, section 4, with padding.
[[nodiscard]] std::string to_base64(std::string_view bytes);

/// Nothing where the text is not what `to_base64` gives for some bytes.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace lab::dynamodb
