#include "checks/hygiene/hy_swallowed_exceptions.hpp"

#include <algorithm>
#include <set>

#include "checks/roles/library.hpp"
#include "checks/roles/retry.hpp"

namespace assay::checks::hygiene {
namespace {

bool is_general(const Handler& handler) { return handler.catches_all || handler.type == "std::exception"; }

/// Looks at one handler and the work that it is around.
class HandlerReader {
 public:
  HandlerReader(const Flow& flow, unsigned function, const Handler& handler)
      : flow_(flow), index_(function), function_(flow.function(function)), handler_(handler) {
    for (unsigned b = 0; b < function_.blocks.size(); ++b)
      for (const auto& edge : function_.blocks[b].successors)
        if (edge && edge->to == handler.block) dispatch_.insert(b);
  }

  [[nodiscard]] bool swallows() const { return does_nothing() && is_unnoticed(); }

 private:
  [[nodiscard]] bool does_nothing() const;
  [[nodiscard]] bool is_unnoticed() const;
  [[nodiscard]] bool joins_quietly(unsigned block, unsigned end, std::set<unsigned>& seen) const;
  [[nodiscard]] std::optional<unsigned> after_handler() const;
  [[nodiscard]] bool is_work(unsigned call) const;

  const Flow& flow_;
  unsigned index_;
  const Function& function_;
  const Handler& handler_;
  std::set<unsigned> dispatch_;
};

std::optional<unsigned> HandlerReader::after_handler() const {
  const auto& block = function_.blocks[handler_.block];
  if (!block.steps.empty() || block.condition || block.successors.size() != 1 || !block.successors.front()) return std::nullopt;
  return block.successors.front()->to;
}

/// Nothing is written in it, or only what has no effect, as `(void)e`.
bool HandlerReader::does_nothing() const { return handler_.is_empty || (!handler_.rethrows && after_handler().has_value()); }

/// What fails for reasons worth knowing: not the reading of a number.
bool HandlerReader::is_work(unsigned index) const {
  const auto& call = function_.calls[index];
  if (call.of_std) return library::reaches_out(call);
  return call.kind != CallKind::destruction && !library::logs(call);
}

/// From the work's end to the handler's without a value being kept: nobody can tell whether it failed.
bool HandlerReader::joins_quietly(unsigned block, unsigned end, std::set<unsigned>& seen) const {
  if (block == end) return true;
  if (!seen.insert(block).second) return false;
  const auto& fact = function_.blocks[block];
  for (const auto& step : fact.steps)
    if (step.kind != StepKind::call && step.kind != StepKind::operation && step.kind != StepKind::compare) return false;
  return std::ranges::any_of(fact.successors, [&](const std::optional<Edge>& edge) {
    return edge && !edge->exceptional && joins_quietly(edge->to, end, seen);
  });
}

bool HandlerReader::is_unnoticed() const {
  const auto end = after_handler();
  if (!end) return false;
  bool worked = false;
  for (const auto& block : function_.blocks) {
    const bool caught = std::ranges::any_of(block.successors, [&](const std::optional<Edge>& edge) {
      return edge && edge->exceptional && dispatch_.contains(edge->to);
    });
    if (!caught) continue;
    const bool work = std::ranges::any_of(block.steps, [&](const Step& step) {
      return step.kind == StepKind::call && is_work(step.index);
    });
    if (!work) continue;
    worked = true;
    for (const auto& edge : block.successors) {
      std::set<unsigned> seen;
      if (edge && !edge->exceptional && !joins_quietly(edge->to, *end, seen)) return false;
    }
  }
  return worked;
}

}  // namespace

core::Finding check_swallowed_exceptions(const RuleInput& input) {
  std::set<unsigned> retrying;
  for (const auto& retry : input.roles.retries().retries) retrying.insert(retry.function);
  std::vector<core::Location> swallowed;
  std::vector<core::Location> handled;
  for (unsigned f = 0; f < input.flow.function_count(); ++f) {
    const auto& function = input.flow.function(f);
    // A destructor must not throw, and a retry answers the exception with another attempt.
    if (function.is_destructor || function.blocks.empty()) continue;
    for (const auto& handler : function.handlers) {
      const bool drops = is_general(handler) && !function.damaged && !retrying.contains(f) && HandlerReader(input.flow, f, handler).swallows();
      if (drops)
        swallowed.push_back(noted(handler.at, "nothing comes of the exception"));
      else if (!handler.is_empty)
        handled.push_back(noted(handler.at, "the exception is answered"));
    }
  }
  if (!swallowed.empty())
    return violated("An exception is caught and dropped; log it, count it, or let it reach somebody who can act.", std::move(swallowed));
  if (handled.empty()) return cannot_tell("No handler of exceptions was seen in the submitted files.");
  return satisfied("Every exception that is caught has a consequence.", std::move(handled));
}

}  // namespace assay::checks::hygiene
