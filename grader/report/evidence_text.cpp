#include "report/evidence_text.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "report/history_text.hpp"

namespace assay::report {
namespace {

constexpr std::size_t most_steps = 30;
constexpr std::size_t most_places = 8;
constexpr std::size_t most_traces = 4;
constexpr std::size_t most_problems = 10;
constexpr std::size_t path_cap = 200;
constexpr std::size_t lane_cap = 24;
constexpr std::size_t name_cap = 60;
constexpr BlockLimits output_limits{.lines = 20, .line_length = 300, .keep = Keep::end};
constexpr BlockLimits build_log_limits{.lines = 40, .line_length = 300, .keep = Keep::end};

std::string_view ending(core::CaseEnd end) {
  switch (end) {
    case core::CaseEnd::judged: return "";
    case core::CaseEnd::subject_ended:
      return "your program ended (exit, crash or a limit) before the scenario was over";
    case core::CaseEnd::subject_hung:
      return "your program stopped answering: look for a deadlock, an endless loop, or a wait on the real clock";
    case core::CaseEnd::subject_broke_protocol:
      return "what came from your program was not what the contract's host sends: something else wrote to its socket";
  }
  std::unreachable();
}

std::string steps_cut(std::size_t count, std::string_view which) {
  return "… (" + std::to_string(count) + " " + std::string(which) + (count == 1 ? " step)" : " steps)");
}

void write_steps(Page& page, std::size_t indent, const core::CaseResult& result) {
  const auto window = most_telling_steps(result.steps, most_steps);
  std::size_t time_width = 0;
  std::size_t lane_width = 0;
  for (const auto& step : window.steps) {
    time_width = std::max(time_width, count_columns(core::to_string(step.at)));
    lane_width = std::max(lane_width, count_columns(escape_terminal(step.lane, lane_cap)));
  }
  page.gap();
  page.sentence(indent, "Step by step (scenario with seed " + std::to_string(result.seed) + "):");
  if (window.earlier > 0) page.line(indent + 2, steps_cut(window.earlier, "earlier"), Style::dim);
  for (const auto& step : window.steps) {
    const auto mark = std::string(step.culprit ? page.glyph("→ ", "> ") : "  ");
    page.row(indent, mark + pad_left(core::to_string(step.at), time_width) + "  " +
                         pad_right(escape_terminal(step.lane, lane_cap), lane_width) + "  ",
             step.what, step.culprit ? Style::bad : Style::plain);
  }
  if (window.later > 0) page.line(indent + 2, steps_cut(window.later, "later"), Style::dim);
  if (std::ranges::any_of(window.steps, &core::ScenarioStep::culprit)) {
    page.sentence(indent, std::string(page.glyph("→", ">")) + " marks the step that decided it.", Style::dim);
  }
}

void write_place(Page& page, std::size_t indent, const core::Location& location) {
  const auto note = location.note.empty() ? std::string{} : ": " + location.note;
  page.line(indent, place(location) + note);
  if (!page.options().source_line || location.line == 0) return;
  const auto code = page.options().source_line(location.file, location.line);
  if (!code) return;
  for (const auto& shown : escape_block(*code, {.lines = 1, .line_length = 200})) {
    page.line(indent + 2, std::to_string(location.line) + std::string(page.glyph(" │ ", " | ")) + shown);
  }
}

// Both sides of a data race, each down to where a thread began.
void write_traces(Page& page, std::size_t indent, const std::vector<core::Trace>& traces) {
  for (std::size_t i = 0; i < std::min(traces.size(), most_traces); ++i) {
    page.gap();
    page.sentence(indent, traces[i].title);
    const auto& frames = traces[i].frames;
    for (std::size_t frame = 0; frame < std::min(frames.size(), most_places); ++frame) {
      if (frames[frame].file.empty()) {
        page.line(indent + 2, frames[frame].note, Style::dim);
      } else {
        write_place(page, indent + 2, frames[frame]);
      }
    }
  }
}

std::string_view build_heading(core::BuildStatus status) {
  switch (status) {
    case core::BuildStatus::succeeded: return "The build succeeded";
    case core::BuildStatus::failed: return "The build failed";
    case core::BuildStatus::limit: return "The build was ended by a limit";
    case core::BuildStatus::no_subject: return "The build made no program that can be graded";
  }
  std::unreachable();
}

std::string_view build_advice(core::BuildStatus status) {
  switch (status) {
    case core::BuildStatus::succeeded: return "";
    case core::BuildStatus::failed:
      return "Mend the first error that the tools name (later ones often follow from it), then check again.";
    case core::BuildStatus::limit:
      return "Make the build smaller: look for endless templates, generated code, or downloads, which cannot work "
             "because a build has no network.";
    case core::BuildStatus::no_subject:
      return "Declare the library target that the lab's README names in your CMakeLists.txt, with the contract's "
             "headers implemented, then check again.";
  }
  std::unreachable();
}

}  // namespace

void write_case(Page& page, std::size_t indent, const RecordedCase& judged) {
  const auto& result = judged.fact;
  if (!result.title.empty()) page.sentence(indent, result.title);
  page.gap();
  page.field(indent, "Expected", result.expected);
  page.field(indent, "Happened", result.actual);
  page.field(indent, "Ended", ending(result.end));
  if (!result.steps.empty()) write_steps(page, indent, result);
  if (result.history) write_history(page, indent, *result.history);
  write_traces(page, indent, result.traces);
  if (!result.output.empty()) {
    page.gap();
    page.sentence(indent, "What your program printed:");
    page.printed(indent, result.output, output_limits);
  }
  page.gap();
  page.verbatim_field(indent, "Replay", judged.replay);
  page.field(indent, "Read", result.read);
}

void write_finding(Page& page, std::size_t indent, const core::Finding& finding) {
  page.sentence(indent, finding.message);
  page.gap();
  const auto shown = std::min(finding.locations.size(), most_places);
  for (std::size_t index = 0; index < shown; ++index) write_place(page, indent, finding.locations[index]);
  write_cut(page, indent, finding.locations.size() - shown, "place", "places");
}

void write_failed_build(Page& page, const core::BuildFinished& build) {
  const auto variant = build.variant.empty() ? std::string{} : " with " + escape_terminal(build.variant, name_cap);
  page.heading(std::string(build_heading(build.status)) + variant, Style::bad);
  page.gap();
  page.field(2, "Step", build.step);
  page.field(2, "Message", build.message);
  page.field(2, "Used", core::to_string(build.wall) + ", at most " + core::to_string(build.peak_memory) + " of memory");
  if (!build.log.empty()) {
    page.gap();
    page.sentence(2, "The end of what the tools printed:");
    page.printed(2, build.log, build_log_limits);
  }
  page.gap();
  page.field(2, "Next", build_advice(build.status));
}

void write_analysis_problems(Page& page, const core::AnalysisFinished& analysis) {
  if (analysis.problems.empty() && analysis.message.empty()) return;
  page.heading("Not all of the source could be read");
  page.gap();
  if (!analysis.message.empty()) page.sentence(2, "The analysis ended early: " + analysis.message);
  const auto shown = std::min(analysis.problems.size(), most_problems);
  for (std::size_t index = 0; index < shown; ++index) {
    const auto& problem = analysis.problems[index];
    page.line(2, place(problem.location) + (problem.fatal ? ": fatal: " : ": ") + problem.message);
  }
  write_cut(page, 2, analysis.problems.size() - shown, "problem", "problems");
}

void write_cut(Page& page, std::size_t indent, std::size_t count, std::string_view singular, std::string_view plural) {
  if (count == 0) return;
  page.sentence(indent, "and " + std::to_string(count) + " more " + std::string(count == 1 ? singular : plural),
                Style::dim);
}

std::string place(const core::Location& location) {
  auto text = escape_terminal(location.file, path_cap);
  if (location.line > 0) text += ":" + std::to_string(location.line);
  if (location.line > 0 && location.column > 0) text += ":" + std::to_string(location.column);
  return text;
}

}  // namespace assay::report
