#include "evidence/gradings.hpp"

#include <algorithm>
#include <ranges>
#include <variant>

namespace assay::evidence {
namespace {

bool is_finished(const std::vector<core::Record>& grading) {
  return std::holds_alternative<core::GradingFinished>(grading.back().event);
}

}  // namespace

std::vector<std::vector<core::Record>> gradings(std::span<const core::Record> records) {
  std::vector<std::vector<core::Record>> all;
  bool is_open = false;
  for (const auto& record : records) {
    if (std::holds_alternative<core::GradingStarted>(record.event)) {
      all.emplace_back();
      is_open = true;
    }
    if (!is_open) continue;
    all.back().push_back(record);
    is_open = !is_finished(all.back());
  }
  return all;
}

std::vector<core::Record> last_grading(std::span<const core::Record> records) {
  const auto all = gradings(records);
  const auto last = std::ranges::find_if(all.rbegin(), all.rend(), is_finished);
  return last == all.rend() ? std::vector<core::Record>{} : *last;
}

}  // namespace assay::evidence
