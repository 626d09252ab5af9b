// Reports about a submission that wrote every text in them: grader/report. The input's lines are
// those texts.
#include <nlohmann/json.hpp>

#include <limits>
#include <algorithm>
#include <string>

#include "core/event.hpp"
#include "report/html.hpp"
#include "report/json.hpp"
#include "report/terminal.hpp"
#include "support/fuzz.hpp"

namespace {

using namespace assay;
using fuzz::require;

// The lines in a row, from the first again after the last.
class Texts {
 public:
  explicit Texts(std::string_view text) : all_(text), left_(text) {}
  std::string next() {
    if (left_.empty()) left_ = fuzz::Input(all_);
    return std::string(left_.line());
  }
  unsigned number() { return static_cast<unsigned>(std::hash<std::string>()(next())); }

 private:
  std::string_view all_;
  fuzz::Input left_;
};

core::Location place(Texts& texts) { return {texts.next(), texts.number(), texts.number(), texts.next()}; }

core::CaseResult case_of(Texts& texts, core::Verdict verdict) {
  core::CaseResult result;
  result.suite = texts.next();
  result.name = texts.next();
  result.verdict = verdict;
  result.title = texts.next();
  result.expected = texts.next();
  result.actual = texts.next();
  result.output = texts.next() + "\n" + texts.next();
  result.read = texts.next();
  const core::Duration at{static_cast<std::int64_t>(texts.number()) << 30};
  result.steps = {{at, texts.next(), texts.next(), true, texts.next()}, {-at, texts.next(), texts.next(), false, {}}};
  result.spans = {{at, at, core::SpanKind::state, texts.next(), texts.next()}};
  result.traces = {{texts.next(), {place(texts), place(texts)}}};
  result.metrics = {{texts.next(), std::numeric_limits<double>::quiet_NaN()}, {texts.next(), 1e300}};
  result.comparisons = {{texts.next(), texts.next(), texts.next(), {{1, 2}, {0, 0}}, 0.5, -1, 1e9, 0.8}};
  result.latencies = {{texts.next(), {{50, at, at}, {99.9, core::Duration::max(), core::Duration::min()}}}};
  result.history = core::OperationHistory{
      .title = texts.next(),
      .why = texts.next(),
      .operations = {{texts.next(), at, -at, texts.next(), texts.next(), true},
                     {texts.next(), core::Duration::min(), std::nullopt, texts.next(), {}, false}},
      .links = {{0, 1, texts.next()}, {texts.number(), 0, texts.next()}},
      .log = {{texts.next(), texts.number(), texts.next(), texts.next(), texts.next(), texts.number(), true}}};
  return result;
}

std::vector<core::Record> records_of(Texts& texts) {
  std::vector<core::Event> events;
  events.emplace_back(core::GradingStarted{texts.next(), texts.next(), texts.next(), texts.next(), texts.next(), {texts.next()}});
  core::SourceFetched source;
  source.source = texts.next();
  source.commit = texts.next();
  source.flags = {texts.next(), texts.next()};
  events.emplace_back(source);
  core::BuildFinished build{texts.next(), core::BuildStatus::failed, texts.next(), texts.next(), texts.next() + "\n" + texts.next(), {}, {}, {}};
  events.emplace_back(build);
  if (texts.number() % 4 == 0) events.emplace_back(core::SourceRefused{texts.next(), texts.next()});
  events.emplace_back(core::CaseFinished{case_of(texts, core::Verdict::violated)});
  events.emplace_back(core::CaseFinished{case_of(texts, core::Verdict::inconclusive)});
  events.emplace_back(core::CheckReported{{texts.next(), core::Verdict::violated, texts.next(), {place(texts), place(texts)}}});
  events.emplace_back(core::AnalysisFinished{1, {{place(texts), texts.next(), true}}, texts.next(), {}});
  if (texts.number() % 4 == 0) events.emplace_back(core::StageFailed{texts.next(), texts.next()});
  std::vector<core::Record> records;
  for (auto& event : events) records.push_back({records.size() + 1, {}, std::move(event)});
  return records;
}

core::Score score_of(Texts& texts, std::size_t records) {
  core::Score score;
  score.graded = texts.number() % 4 != 0;
  score.not_graded_because = texts.next();
  score.possible = {1000};
  core::CriterionScore criterion;
  criterion.id = texts.next();
  criterion.title = texts.next();
  criterion.possible = {1000};
  criterion.verdict = core::Verdict::violated;
  criterion.band = texts.next();
  criterion.read = texts.next();
  for (std::uint64_t record = 0; record <= records; ++record) {
    criterion.reasons.push_back({record, texts.next(), core::Verdict::violated, texts.next(), {10}});
  }
  score.criteria = {criterion, criterion};
  return score;
}

void check_page(const report::GradingReport& report, const report::ReadSourceLine& source) {
  for (const bool unicode : {true, false}) {
    const auto page = report::to_terminal(report, {.width = 80, .colour = false, .unicode = unicode, .source_line = source});
    require(fuzz::is_plain_text(page, true), "a page steers no terminal");
    require(unicode || std::ranges::all_of(page, [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7F); }), "a page is ASCII where it should be");
  }
  const auto json = report::to_json(report, report::JsonLayout::compact);
  require(fuzz::is_utf8(json), "the JSON report is UTF-8");
  const auto parsed = nlohmann::json::parse(json);
  const auto html = report::to_html(report);
  const auto title = html.substr(html.find("<title>") + 7);
  require(title.substr(0, title.find("</title>")).find_first_of("<>") == std::string::npos, "the page's title holds no markup");
  constexpr std::string_view opening = "<script type=\"application/json\" id=\"report\">";
  const auto embedded = html.substr(html.find(opening) + opening.size());
  const auto data = embedded.substr(0, embedded.find('<'));
  require(embedded.substr(data.size()).starts_with("</script>\n<script>"), "nothing of the data ends it");
  require(nlohmann::json::parse(data) == parsed, "the page's data is the report");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Texts texts(fuzz::text_of(data, size));
  const auto records = records_of(texts);
  const auto score = score_of(texts, records.size());
  const std::string line = texts.next();
  const report::ReadSourceLine source = [&](std::string_view, unsigned) { return std::optional(line); };
  report::ReportContext context;
  context.lab_title = texts.next();
  context.source_line = source;
  context.replay = [&](const core::CaseResult& result) { return "assay check --case " + result.name; };
  check_page(report::assemble(score, records, context), source);
  return 0;
}
