#include "report/terminal.hpp"

#include <algorithm>
#include <cstdint>
#include <set>

#include "core/evidence_pattern.hpp"
#include "report/evidence_text.hpp"
#include "report/header_text.hpp"
#include "report/score_table.hpp"
#include "report/tally.hpp"

namespace assay::report {
namespace {

constexpr std::size_t most_reasons = 10;   // of one criterion
constexpr std::size_t most_others = 10;    // that no criterion draws on
constexpr std::size_t name_cap = 120;

core::Points lost(const core::CriterionScore& criterion) {
  return criterion.possible - criterion.earned - criterion.open;
}

/// Writes the page of one report; remembers what it has told already.
class Writer {
 public:
  Writer(const GradingReport& report, const TerminalOptions& options) : report_(report), page_(options) {}

  std::string write() {
    write_header(page_, report_);
    if (!report_.score.graded) {
      write_not_graded(page_, report_);
      return page_.take();
    }
    if (report_.is_partial()) {
      write_chosen_cases();
      return page_.take();
    }
    write_score_table(page_, report_.score);
    write_tally(page_, report_);
    write_refusal();
    write_builds();
    write_lost_points();
    write_open_points();
    write_other_evidence();
    if (report_.analysis) write_analysis_problems(page_, *report_.analysis);
    return page_.take();
  }

 private:
  void write_refusal();
  void write_builds();
  void write_lost_points();
  void write_lost_criterion(const core::CriterionScore& criterion);
  void write_lost_reason(const core::Reason& reason);
  void write_open_points();
  void write_open_criterion(const core::CriterionScore& criterion);
  void write_other_evidence();
  void write_chosen_cases();

  [[nodiscard]] bool build_failed() const {
    return report_.build && report_.build->fact.status != core::BuildStatus::succeeded;
  }
  /// Whether the page has already told this as the reason why nothing could be run.
  [[nodiscard]] bool is_shared_cause(const core::Reason& reason) const;
  [[nodiscard]] bool is_lost_to_shared_cause(const core::CriterionScore& criterion) const;

  const GradingReport& report_;
  Page page_;
  std::set<std::uint64_t> told_;  ///< records whose details the page has
};

bool is_lost(const core::Reason& reason) {
  return reason.lost > core::Points{} || reason.verdict == core::Verdict::violated;
}

bool is_undecided(const core::Reason& reason) {
  return reason.verdict == core::Verdict::inconclusive || reason.verdict == core::Verdict::not_graded;
}

bool is_unseen(const core::Reason& reason) {
  return reason.record == 0 && reason.verdict == core::Verdict::not_graded;
}

/// Whether all that keeps points open is evidence that this run left out.
bool is_open_as_unseen(const core::CriterionScore& criterion) {
  const auto undecided = [](const core::Reason& reason) { return is_undecided(reason); };
  return std::ranges::any_of(criterion.reasons, undecided) &&
         std::ranges::all_of(criterion.reasons, [](const core::Reason& reason) {
           return !is_undecided(reason) || is_unseen(reason);
         });
}

void Writer::write_refusal() {
  if (!report_.refusal) return;
  page_.heading("The submission cannot be graded as it is", Style::bad);
  page_.gap();
  page_.field(2, "Reason", report_.refusal->fact.message);
  page_.field(2, "Next", "Change this in the repository, commit it, and check again.");
  told_.insert(report_.refusal->record);
}

void Writer::write_builds() {
  if (build_failed()) {
    write_failed_build(page_, report_.build->fact);
    told_.insert(report_.build->record);
  }
  for (const auto& build : report_.instrumented_builds) {
    if (build.fact.status != core::BuildStatus::succeeded) write_failed_build(page_, build.fact);
  }
}

bool Writer::is_shared_cause(const core::Reason& reason) const {
  const auto is_refusal = report_.refusal && reason.record == report_.refusal->record;
  const auto is_build = build_failed() && reason.record == report_.build->record;
  return is_refusal || is_build;
}

bool Writer::is_lost_to_shared_cause(const core::CriterionScore& criterion) const {
  const auto matters = [](const core::Reason& reason) { return is_lost(reason); };
  return std::ranges::any_of(criterion.reasons, matters) &&
         std::ranges::all_of(criterion.reasons, [&](const core::Reason& reason) {
           return !is_lost(reason) || is_shared_cause(reason);
         });
}

void Writer::write_lost_points() {
  core::Points shared;
  bool first = true;
  for (const auto& criterion : report_.score.criteria) {
    if (is_lost_to_shared_cause(criterion)) shared += lost(criterion);
  }
  if (shared > core::Points{}) {
    page_.gap();
    page_.sentence(2, "Nothing that needs the running program could be looked at. This alone cost " +
                          points_with_unit(shared) + ".");
  }
  for (const auto& criterion : report_.score.criteria) {
    if (lost(criterion) <= core::Points{} || is_lost_to_shared_cause(criterion)) continue;
    if (first) page_.heading("What cost points");
    first = false;
    write_lost_criterion(criterion);
  }
}

void Writer::write_lost_criterion(const core::CriterionScore& criterion) {
  page_.gap();
  const auto band = criterion.band.empty() ? std::string{} : ", band " + criterion.band;
  const auto loss = core::to_string(lost(criterion)) + " of " + points_with_unit(criterion.possible) + " lost";
  page_.sentence(0, std::string(page_.glyph("✗", "x")) + " " + criterion.title + ": " + loss + band, Style::bad);
  std::size_t shown = 0;
  std::size_t cut = 0;
  core::Points cut_points;
  for (const auto& reason : criterion.reasons) {
    if (!is_lost(reason)) continue;
    if (shown == most_reasons) {
      ++cut;
      cut_points += reason.lost;
      continue;
    }
    ++shown;
    write_lost_reason(reason);
  }
  if (cut > 0) {
    page_.gap();
    write_cut(page_, 2, cut, "piece of evidence", "pieces of evidence");
    page_.sentence(2, "These cost " + points_with_unit(cut_points) + "; see the JSON report.", Style::dim);
  }
  if (shown == 0) {
    page_.sentence(2, "No evidence was recorded for this loss. That is a defect of the lab or of the grader: tell the "
                      "person who runs it.");
  }
  const auto says_it_already = [&](const core::Reason& reason) {
    const auto* judged = report_.find_case(reason.record);
    return is_lost(reason) && judged != nullptr && judged->fact.read == criterion.read;
  };
  if (!criterion.read.empty() && std::ranges::none_of(criterion.reasons, says_it_already)) {
    page_.gap();
    page_.field(2, "Read", criterion.read);
  }
}

void Writer::write_lost_reason(const core::Reason& reason) {
  const auto* judged = report_.find_case(reason.record);
  const auto* finding = report_.find_finding(reason.record);
  page_.gap();
  const auto cost = reason.lost > core::Points{} ? " (cost " + points_with_unit(reason.lost) + ")" : std::string{};
  page_.sentence(2, escape_terminal(reason.evidence, name_cap) + cost, Style::bold);
  if (reason.record != 0 && told_.contains(reason.record)) {
    page_.sentence(4, "See above: this evidence cost points there too.");
  } else if (judged != nullptr && judged->fact.verdict == core::Verdict::violated) {
    write_case(page_, 4, *judged);
  } else if (finding != nullptr) {
    write_finding(page_, 4, *finding);
  } else if (reason.summary.empty()) {
    page_.sentence(4, "No reason was recorded. That is a defect of the lab or of the grader: tell the person who "
                      "runs it.");
  } else {
    page_.sentence(4, reason.summary);
    if (judged != nullptr) page_.verbatim_field(4, "Replay", judged->replay);
  }
  told_.insert(reason.record);
}

void Writer::write_open_points() {
  core::Points unseen;
  std::set<std::string> causes;
  bool first = true;
  for (const auto& criterion : report_.score.criteria) {
    if (criterion.open <= core::Points{}) continue;
    if (first) page_.heading("Open points: neither earned nor lost", Style::open);
    first = false;
    if (is_open_as_unseen(criterion)) {
      unseen += criterion.open;
      for (const auto& reason : criterion.reasons) {
        if (is_unseen(reason)) causes.insert(reason.summary);
      }
    } else {
      write_open_criterion(criterion);
    }
  }
  if (causes.empty()) return;
  page_.gap();
  page_.sentence(2, "What this run did not look at: " + points_with_unit(unseen), Style::open);
  for (const auto& cause : causes) page_.sentence(4, cause);
}

void Writer::write_open_criterion(const core::CriterionScore& criterion) {
  page_.gap();
  page_.sentence(2, criterion.title + ": " + points_with_unit(criterion.open), Style::open);
  std::size_t shown = 0;
  std::size_t cut = 0;
  for (const auto& reason : criterion.reasons) {
    if (!is_undecided(reason)) continue;
    if (shown == most_reasons) {
      ++cut;
      continue;
    }
    ++shown;
    page_.sentence(4, reason.evidence + ": " +
                          (reason.summary.empty() ? std::string(core::to_string(reason.verdict)) : reason.summary));
  }
  write_cut(page_, 4, cut, "piece of evidence", "pieces of evidence");
  if (shown == 0) page_.sentence(4, "A person decides these.");
}

void Writer::write_chosen_cases() {
  const auto violated = std::ranges::count(report_.cases, core::Verdict::violated,
                                           [](const RecordedCase& judged) { return judged.fact.verdict; });
  page_.heading(std::to_string(report_.cases.size()) + (report_.cases.size() == 1 ? " case" : " cases") +
                " asked for, " + std::to_string(violated) + " violated");
  for (const auto& judged : report_.cases) {
    const bool is_violated = judged.fact.verdict == core::Verdict::violated;
    page_.gap();
    page_.sentence(2, std::string(is_violated ? page_.glyph("✗", "x") : page_.glyph("✓", "+")) + " " +
                          core::case_evidence(judged.fact.suite, judged.fact.name),
                   is_violated ? Style::bad : Style::good);
    if (is_violated) {
      write_case(page_, 4, judged);
    } else {
      page_.sentence(4, judged.fact.title);
    }
  }
}

void Writer::write_other_evidence() {
  for (const auto& criterion : report_.score.criteria) {
    for (const auto& reason : criterion.reasons) told_.insert(reason.record);
  }
  std::size_t count = 0;
  const auto is_to_be_told = [&](std::uint64_t record, core::Verdict verdict, const std::string& evidence) {
    if (verdict != core::Verdict::violated || told_.contains(record)) return false;
    if (count == 0) page_.heading("Also seen, at no cost");
    if (++count > most_others) return false;
    page_.gap();
    page_.sentence(2, evidence, Style::bold);
    return true;
  };
  for (const auto& judged : report_.cases) {
    const auto evidence = core::case_evidence(judged.fact.suite, judged.fact.name);
    if (is_to_be_told(judged.record, judged.fact.verdict, evidence)) write_case(page_, 4, judged);
  }
  for (const auto& finding : report_.findings) {
    const auto evidence = core::check_evidence(finding.fact.check);
    if (is_to_be_told(finding.record, finding.fact.verdict, evidence)) write_finding(page_, 4, finding.fact);
  }
  write_cut(page_, 2, count - std::min(count, most_others), "piece of evidence", "pieces of evidence");
}

}  // namespace

std::string to_terminal(const GradingReport& report, const TerminalOptions& options) {
  return Writer(report, options).write();
}

}  // namespace assay::report
