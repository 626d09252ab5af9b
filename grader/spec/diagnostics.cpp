#include "spec/diagnostics.hpp"

#include <algorithm>
#include <utility>

namespace assay::spec {

void Diagnostics::add(Place place, std::string message) { problems_.push_back({place, std::move(message)}); }

std::string Diagnostics::to_string() const {
  auto sorted = problems_;
  std::ranges::stable_sort(sorted, {}, &Problem::place);
  std::string text;
  for (const auto& [place, message] : sorted) {
    if (!text.empty()) text += '\n';
    text += file_.string() + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + message;
  }
  return text;
}

}  // namespace assay::spec
