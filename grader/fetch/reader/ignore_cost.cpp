#include "fetch/reader/ignore_cost.hpp"

#include <algorithm>

namespace assay::fetch::reader {
namespace {

// What one try takes grows with long brackets and literals.
constexpr double characters_of_a_try = 32;

/// Stars that follow each other share nothing among them.
std::size_t stars_in(std::string_view pattern) {
  std::size_t stars = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*' && (i == 0 || pattern[i - 1] != '*')) ++stars;
  }
  return stars;
}

double ways(std::size_t characters, std::size_t stars) {
  double result = 1;
  for (std::size_t star = 1; star <= stars && result < IgnoreCost::most_tries; ++star) {
    result *= static_cast<double>(characters + star) / static_cast<double>(star);
  }
  return result;
}

}  // namespace

void IgnoreCost::add_rules(std::string_view ignore_file) {
  while (!ignore_file.empty()) {
    const auto line = ignore_file.substr(0, ignore_file.find('\n'));
    ignore_file.remove_prefix(std::min(line.size() + 1, ignore_file.size()));
    if (line.empty() || line.starts_with('#')) continue;
    patterns_[stars_in(line)] += 1 + static_cast<double>(line.size()) / characters_of_a_try;
  }
}

bool IgnoreCost::allows(std::string_view path) {
  // A path is ignored where one of its folders is, so each is matched as well.
  const auto parts = static_cast<double>(1 + std::ranges::count(path, '/'));
  for (const auto& [stars, patterns] : patterns_) tries_ += parts * patterns * ways(path.size(), stars);
  return tries_ <= most_tries;
}

}  // namespace assay::fetch::reader
