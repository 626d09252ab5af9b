// Text that a submission wrote, made safe to show: what could steer a terminal, hide
// or reorder what a person reads is written out instead.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assay::report {

/// `text` on one line, at most `cap` of its code points: what is cut is counted as
/// "… (12345 more)". Printable Unicode stays as it is. Written out are control
/// characters (`\n`, `\x1b`, `\u{85}`), bytes that are not UTF-8 (`\xff`), and what is
/// invisible or changes the direction of writing (`\u{202e}`; Unicode Standard Annex #9
/// and the characters with the property Default_Ignorable_Code_Point that no ordinary
/// text needs). The result is valid UTF-8 of at most 10 * cap + 32 bytes.
[[nodiscard]] std::string escape_terminal(std::string_view text, std::size_t cap);

/// Which end of a text with too many lines is shown.
enum class Keep { beginning, end };

struct BlockLimits {
  std::size_t lines = 20;
  std::size_t line_length = 160;  ///< code points of one line
  Keep keep = Keep::beginning;
};

/// The lines of `text` (split at "\n" or "\r\n"), each as `escape_terminal` gives it, but
/// with four spaces for a tab. Where lines were cut, one more says how many:
/// "… (12 more lines)" as the last, or "… (12 earlier lines)" as the first. Empty lines
/// at the end are left out.
[[nodiscard]] std::vector<std::string> escape_block(std::string_view text, const BlockLimits& limits);

/// `text` as valid UTF-8, U+FFFD for each wrong byte, and at most `cap` of its code
/// points, the cut counted as above. For formats that escape by themselves.
[[nodiscard]] std::string cap_utf8(std::string_view text, std::size_t cap);

/// `text` in ASCII: "..." for "…", and every other code point past U+007E written out.
[[nodiscard]] std::string to_ascii(std::string_view text);

/// How many columns of a terminal `text`, which has no control characters, takes: none
/// for combining marks, two for wide characters (Unicode Standard Annex #11, its large
/// blocks only), one for all others.
[[nodiscard]] std::size_t count_columns(std::string_view text);

/// The number of code points in `text`, a byte that is not UTF-8 counting as one.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

}  // namespace assay::report
