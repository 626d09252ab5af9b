#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace assay::spec {

/// The least number of single characters to insert, delete or replace, or neighbours to
/// swap, that makes one word of the other (optimal string alignment).
[[nodiscard]] std::size_t edit_distance(std::string_view from, std::string_view to);

/// The candidate that `word` was probably meant to be: the nearest one, if no more than
/// a third of the word's characters (at least one) differ. Else empty.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace assay::spec
