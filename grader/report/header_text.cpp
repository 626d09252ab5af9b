#include "report/header_text.hpp"

#include <algorithm>
#include <string>

#include "report/evidence_text.hpp"

namespace assay::report {
namespace {

constexpr std::size_t most_flags = 10;
constexpr std::size_t short_commit = 12;

void write_times(Page& page, const core::SourceFetched& source) {
  if (source.commit_time) page.field(2, "Committed", core::to_string(*source.commit_time));
  if (source.received_at) page.field(2, "Received", core::to_string(*source.received_at));
  if (!source.deadline) return;
  const auto time = source.received_at ? source.received_at : source.commit_time;
  const auto late = time && *time > *source.deadline;
  page.field(2, "Deadline", core::to_string(*source.deadline) + (late ? ", which this submission is past" : ""));
}

}  // namespace

void write_header(Page& page, const GradingReport& report) {
  const auto& grading = report.grading;
  const auto& title = report.lab_title.empty() ? grading.lab : report.lab_title;
  page.sentence(0, title + " (" + grading.lab + " " + grading.lab_version + ")", Style::bold);
  page.gap();
  if (report.source) {
    const auto& source = *report.source;
    page.field(2, "Source", source.source);
    const auto commit = source.commit.empty() ? std::string("none: the folder as it lies")
                                              : source.commit.substr(0, short_commit);
    page.field(2, "Commit", commit + (source.dirty && !source.commit.empty() ? ", with changes not committed" : ""));
    write_times(page, source);
    const auto shown = std::min(source.flags.size(), most_flags);
    for (std::size_t index = 0; index < shown; ++index) page.field(2, "Note", source.flags[index]);
    write_cut(page, 2, source.flags.size() - shown, "note", "notes");
  }
  if (report.is_reduced()) {
    page.gap();
    page.sentence(2, "This grading ran under reduced isolation, as it was allowed to: what the submission did was held by less "
                      "than the full sandbox.", Style::open);
  }
  page.field(2, "Isolation", grading.isolation);
  for (const auto& suite : report.suites_not_run) page.field(2, "Not run", "the suite '" + suite.suite + "': " + suite.why);
}

void write_not_graded(Page& page, const GradingReport& report) {
  page.heading("Not graded", Style::open);
  page.gap();
  page.sentence(2, "No grade was made: no points were given and none were taken. This is a fault of the grader or of "
                    "the machine that it ran on, not of the submission.");
  page.gap();
  page.field(2, "Reason", report.not_graded_because());
  page.field(2, "Next", "Grade it again. If it ends like this again, give this page to whoever runs the grader.");
}

}  // namespace assay::report
