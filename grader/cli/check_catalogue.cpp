#include "cli/check_catalogue.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "checks/pages/pages.hpp"
#include "checks/registry/registry.hpp"
#include "spec/edit_distance.hpp"

namespace assay::cli {
namespace {

constexpr std::size_t most_suggestions = 3;

/// Those with the fewest changes, or with a part in common: "clock" finds "cb-clock".
std::vector<std::string> near(const std::string& id) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& check : checks::all_checks()) {
    const bool has_part = id.size() >= 3 && check.id.find(id) != check.id.npos;
    const auto distance = has_part ? 0 : spec::edit_distance(id, check.id);
    if (distance <= std::max<std::size_t>(2, check.id.size() / 3)) ranked.emplace_back(distance, check.id);
  }
  std::ranges::sort(ranked);
  std::vector<std::string> result;
  for (std::size_t i = 0; i < std::min(ranked.size(), most_suggestions); ++i) result.push_back(ranked[i].second);
  return result;
}

}  // namespace

core::Result<const checks::Check*> find_check(const std::string& id) {
  const auto& all = checks::all_checks();
  if (const auto found = std::ranges::find(all, id, &checks::Check::id); found != all.end()) return &*found;
  std::string message = "there is no check \"" + id + "\"";
  const auto names = near(id);
  for (std::size_t i = 0; i < names.size(); ++i) message += (i == 0 ? "; did you mean " : " or ") + names[i];
  message += names.empty() ? "; `assay checks list` shows those that there are" : "?";
  return core::fail(core::ErrorKind::usage, std::move(message));
}

std::string family_of(const checks::Check& check) {
  const auto* page = checks::find_page(check.id);
  std::string name(page == nullptr ? std::string_view("others") : page->family);
  std::ranges::replace(name, '_', ' ');
  return name;
}

}  // namespace assay::cli
