#include "core/verdict.hpp"

#include <array>
#include <utility>

namespace assay::core {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 4> names{
    {{Verdict::satisfied, "satisfied"}, {Verdict::violated, "violated"},
     {Verdict::inconclusive, "inconclusive"}, {Verdict::not_graded, "not_graded"}}};

}  // namespace

std::string_view to_string(Verdict verdict) {
  for (const auto& [value, name] : names) {
    if (value == verdict) return name;
  }
  std::unreachable();
}

std::optional<Verdict> parse_verdict(std::string_view text) {
  for (const auto& [value, name] : names) {
    if (name == text) return value;
  }
  return std::nullopt;
}

}  // namespace assay::core
