#include "history/useful_steps.hpp"

namespace assay::kit::history {
namespace {

// Most of these looks end at once, and none is remembered.
constexpr std::size_t looks_a_step = 32;

}  // namespace

std::optional<StateId> Steps::after(StateId before, std::size_t operation, bool with_output) {
  const std::uint64_t question = (std::uint64_t{before} * operations_ + operation) * 2 + (with_output ? 1 : 0);
  const auto [known, is_new] = known_.try_emplace(question, impossible);
  if (is_new) {
    if (const auto next = step_(before, operation, with_output)) known->second = *next;
  }
  if (known->second == impossible) return std::nullopt;
  return static_cast<StateId>(known->second);
}

const std::vector<UsefulSteps::Useful>& UsefulSteps::of(StateId before, bool with_output) {
  const auto [known, is_new] = known_.try_emplace(std::uint64_t{before} * 2 + (with_output ? 1 : 0));
  if (!is_new) return known->second;
  steps_ += operations_.size() / looks_a_step + 1;
  std::vector<Useful> useful;
  for (const std::size_t operation : operations_) {
    const auto after = step_(before, operation, with_output);
    if (after && *after != before) useful.push_back({operation, *after});
  }
  return known->second = std::move(useful);
}

}  // namespace assay::kit::history
