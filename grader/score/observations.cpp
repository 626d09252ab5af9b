#include "score/observations.hpp"

#include <algorithm>
#include <string_view>
#include <type_traits>

namespace assay::score {
namespace {

using namespace core;

std::string describe(BuildStatus status) {
  switch (status) {
    case BuildStatus::succeeded: return "succeeded";
    case BuildStatus::failed: return "failed";
    case BuildStatus::limit: return "reached a limit";
    case BuildStatus::no_subject: return "declares no subject";
  }
  return "failed";
}

std::string with_detail(std::string text, const std::string& detail) {
  return detail.empty() ? text : text + ": " + detail;
}

class Fold {
 public:
  void add(const Record& record) {
    std::visit([&](const auto& event) { take(record.sequence, event); }, record.event);
  }

  Observations finish() {
    for (const auto& [suite, why] : seen_.suites_not_run) leave_out(suite);
    seen_.not_graded_because = fault();
    for (auto& [key, result] : results_) {
      if (announced_.contains(key)) seen_.cases.emplace(key, std::move(result));
    }
    return std::move(seen_);
  }

 private:
  void take(std::uint64_t, const GradingStarted& event) {
    started_ = true;
    seen_.suites = {event.suites.begin(), event.suites.end()};
  }
  void take(std::uint64_t record, const SourceRefused& event) {
    seen_.obstacle = Obstacle{record, "source", with_detail("the submission was refused", event.message)};
  }
  void take(std::uint64_t record, const BuildFinished& event) {
    // The suites of an instrumented program say themselves that there is none.
    if (!event.variant.empty()) return;
    if (seen_.obstacle && seen_.obstacle->evidence == "source") return;
    seen_.obstacle.reset();
    if (event.status == BuildStatus::succeeded) return;
    seen_.obstacle = Obstacle{record, "build", with_detail("the build " + describe(event.status), event.message)};
  }
  void take(std::uint64_t, const SuiteStarted& event) {
    started_suites_.insert(event.suite);
    for (const auto& name : event.cases) announced_.emplace(event.suite, name);
  }
  void take(std::uint64_t record, const CaseFinished& event) {
    results_.insert_or_assign({event.result.suite, event.result.name}, Recorded<CaseResult>{record, event.result});
  }
  void take(std::uint64_t, const SuiteNotRun& event) { seen_.suites_not_run.insert_or_assign(event.suite, event.why); }
  void take(std::uint64_t record, const CheckReported& event) {
    seen_.findings.insert_or_assign(event.finding.check, Recorded<Finding>{record, event.finding});
  }
  void take(std::uint64_t, const AnalysisFinished& event) { seen_.analysis = event; }
  void take(std::uint64_t, const StageFailed& event) {
    if (stage_failed_.empty()) stage_failed_ = with_detail(event.stage, event.message);
  }
  void take(std::uint64_t, const GradingFinished& event) { complete_ = event.complete; }
  // They hold nothing that a score goes by.
  void take(std::uint64_t, const SourceFetched&) {}
  void take(std::uint64_t, const SuiteFinished&) {}

  void leave_out(const std::string& suite) {
    seen_.suites.erase(suite);
    std::erase_if(announced_, [&](const auto& key) { return key.first == suite; });
    std::erase_if(results_, [&](const auto& entry) { return entry.first.first == suite; });
  }

  [[nodiscard]] std::string fault() const {
    if (!started_) return "the records do not begin a grading";
    if (!stage_failed_.empty()) return stage_failed_;
    if (!complete_) return "the grading was not finished";
    if (seen_.obstacle) return {};
    for (const auto& suite : seen_.suites) {
      if (!started_suites_.contains(suite)) return "the suite '" + suite + "' was to run and did not";
    }
    for (const auto& [suite, name] : announced_) {
      if (!results_.contains({suite, name})) return "the suite '" + suite + "' gave no result for its case '" + name + "'";
    }
    for (const auto& [key, result] : results_) {
      const auto& [suite, name] = key;
      if (!announced_.contains(key)) return "the suite '" + suite + "' gave a result for '" + name + "', which it has not";
    }
    return {};
  }

  Observations seen_;
  std::set<std::string> started_suites_;
  std::set<std::pair<std::string, std::string>> announced_;
  std::map<std::pair<std::string, std::string>, Recorded<CaseResult>> results_;
  std::string stage_failed_;
  bool started_ = false;
  bool complete_ = false;
};

}  // namespace

Observations observe(const std::vector<Record>& grading) {
  std::vector<const Record*> by_sequence;
  for (const auto& record : grading) by_sequence.push_back(&record);
  std::ranges::stable_sort(by_sequence, {}, &Record::sequence);
  Fold fold;
  for (const auto* record : by_sequence) fold.add(*record);
  return fold.finish();
}

}  // namespace assay::score
