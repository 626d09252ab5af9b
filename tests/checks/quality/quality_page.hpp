// checks/QUALITY.md: the figures, kept beside the checks that they are of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "quality/tally.hpp"

namespace assay::quality {

[[nodiscard]] std::string to_markdown(const Tally& tally);

/// What is worse than in the kept page, or below what all checks together must reach: a
/// sentence each. `rises` are sentences on what is better, for which the page is written anew.
struct Comparison {
  std::vector<std::string> drops, rises;
};
[[nodiscard]] Comparison compare(const Tally& tally, std::string_view kept_page);

}  // namespace assay::quality
