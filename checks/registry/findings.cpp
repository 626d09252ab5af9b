#include "checks/registry/findings.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

using core::Verdict;

core::Finding made(Verdict verdict, std::string message, std::vector<core::Location> places) {
  std::erase_if(places, [](const core::Location& place) { return place.line == 0; });
  return {"", verdict, std::move(message), std::move(places)};
}

}  // namespace

core::Location noted(Place place, std::string note) {
  place.note = std::move(note);
  return place;
}

core::Finding satisfied(std::string message, std::vector<core::Location> places) {
  return made(Verdict::satisfied, std::move(message), std::move(places));
}

core::Finding violated(std::string message, std::vector<core::Location> places) {
  return made(Verdict::violated, std::move(message), std::move(places));
}

core::Finding cannot_tell(std::string message, std::vector<core::Location> places) {
  return made(Verdict::inconclusive, std::move(message), std::move(places));
}

core::Finding worst_of(std::vector<core::Finding> findings, core::Finding absent) {
  if (findings.empty()) return absent;
  for (const auto verdict : {Verdict::violated, Verdict::inconclusive}) {
    const auto found = std::ranges::find(findings, verdict, &core::Finding::verdict);
    if (found != findings.end()) return std::move(*found);
  }
  return std::move(findings.front());
}

}  // namespace assay::checks
