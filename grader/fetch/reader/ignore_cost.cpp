#include "fetch/reader/ignore_cost.hpp"

#include <algorithm>

namespace assay::fetch::reader {
namespace {

// What one try takes grows with long brackets and literals.
constexpr double characters_of_a_try = 32;

double ways(std::size_t places, std::size_t stars) {
  constexpr double enough = 1e12;  // past every bound
  double result = 1;
  for (std::size_t star = 1; star <= stars && result < enough; ++star) {
    result *= static_cast<double>(places + star) / static_cast<double>(star);
  }
  return result;
}

}  // namespace

IgnoreCost::Stars IgnoreCost::stars_in(std::string_view pattern) {
  Stars stars;
  for (std::size_t begin = 0; (begin = pattern.find('*', begin)) != pattern.npos;) {
    const auto end = std::min(pattern.find_first_not_of('*', begin), pattern.size());
    const bool is_part = (begin == 0 || pattern[begin - 1] == '/') && (end == pattern.size() || pattern[end] == '/');
    ++(end - begin == 2 && is_part ? stars.doubled : stars.single);
    begin = end;
  }
  return stars;
}

bool IgnoreCost::add_rules(std::string_view ignore_file) {
  if (ignore_file.find_first_of("\f\v") != ignore_file.npos) return false;
  while (!ignore_file.empty()) {
    const auto line = ignore_file.substr(0, ignore_file.find('\n'));
    ignore_file.remove_prefix(std::min(line.size() + 1, ignore_file.size()));
    if (line.empty() || line.starts_with('#')) continue;
    patterns_[stars_in(line)] += 1 + static_cast<double>(line.size()) / characters_of_a_try;
  }
  return true;
}

bool IgnoreCost::allows(std::string_view path) {
  // A path is ignored where one of its folders is, so each of those is matched as well.
  const auto parts = static_cast<std::size_t>(1 + std::ranges::count(path, '/'));
  for (const auto& [stars, patterns] : patterns_) {
    tries_ += static_cast<double>(parts) * patterns * ways(parts, stars.doubled) * ways(path.size(), stars.single);
  }
  return tries_ <= tries_for_all + ++paths_ * tries_for_a_path;
}

}  // namespace assay::fetch::reader
