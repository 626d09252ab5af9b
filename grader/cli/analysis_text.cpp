#include "cli/analysis_text.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

namespace assay::cli {
namespace {

using core::Finding;
using core::Verdict;

/// One missing header leads to many; --json has them all.
constexpr std::size_t most_problems = 10;

struct Group {
  Verdict verdict;
  std::string_view title;
  report::Style style;
};

constexpr std::array groups{Group{Verdict::violated, "Violated", report::Style::bad},
                            Group{Verdict::inconclusive, "Cannot tell", report::Style::open},
                            Group{Verdict::satisfied, "Satisfied", report::Style::good}};

std::string_view prefix_of(std::string_view check) { return check.substr(0, check.find('-')); }

/// "cb-role" for "cb-clock".
std::string role_of(std::string_view check) { return std::string(prefix_of(check)) + "-role"; }

/// Whether its role was looked for and was not there.
bool does_not_apply(const Finding& finding, const std::vector<Finding>& all) {
  if (finding.verdict != Verdict::inconclusive) return false;
  const auto role = std::ranges::find(all, role_of(finding.check), &Finding::check);
  return role != all.end() && role->verdict == Verdict::inconclusive;
}

std::string place(const core::Location& at) {
  std::string text = at.file;
  if (at.line > 0) text += ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  return text;
}

void show(report::Page& page, const Finding& finding, report::Style style) {
  page.gap();
  page.line(2, finding.check, style);
  page.sentence(4, finding.message);
  for (const auto& at : finding.locations) page.line(4, place(at) + (at.note.empty() ? "" : ": " + at.note));
}

std::string counted(std::size_t number, std::string_view thing) {
  return std::to_string(number) + " " + std::string(thing) + (number == 1 ? "" : "s");
}

void show_folded(report::Page& page, const std::vector<const Finding*>& folded) {
  if (folded.empty()) return;
  std::string families;
  for (const auto* finding : folded) {
    const auto name = std::string(prefix_of(finding->check)) + "-*";
    if (!families.ends_with(name)) families += (families.empty() ? "" : ", ") + name;
  }
  page.gap();
  page.sentence(0, "Not applicable: " + counted(folded.size(), "check") + " of what was not recognised here (" + families +
                       "); --all shows them.");
}

void show_rest(report::Page& page, const core::AnalysisFinished& finished) {
  if (!finished.problems.empty()) page.heading("What Clang could not read");
  for (const auto& problem : finished.problems | std::views::take(most_problems))
    page.line(2, place(problem.location) + ": " + problem.message);
  if (finished.problems.size() > most_problems)
    page.line(2, "… (" + std::to_string(finished.problems.size() - most_problems) + " more)");
  if (!finished.message.empty()) page.heading("The analysis ended early: " + finished.message, report::Style::bad);
}

}  // namespace

void show_analysis(report::Page& page, const analyse::Analysis& analysis, bool all) {
  std::vector<const Finding*> folded;
  for (const auto& group : groups) {
    std::vector<const Finding*> shown;
    for (const auto& finding : analysis.findings) {
      if (finding.verdict != group.verdict) continue;
      (!all && does_not_apply(finding, analysis.findings) ? folded : shown).push_back(&finding);
    }
    if (shown.empty()) continue;
    page.heading(std::string(group.title) + " (" + std::to_string(shown.size()) + ")", group.style);
    for (const auto* finding : shown) show(page, *finding, group.style);
  }
  show_folded(page, folded);
  show_rest(page, analysis.finished);
  page.gap();
  page.sentence(0, counted(analysis.finished.units, "file") + " read; `assay explain CHECK` says what a check looks for.",
                report::Style::dim);
}

}  // namespace assay::cli
