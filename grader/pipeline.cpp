#include "pipeline.hpp"

#include <sched.h>

#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "analyse/analyse.hpp"
#include "build/build.hpp"
#include "fetch/fetch.hpp"
#include "judge/run_suite.hpp"
#include "programs.hpp"
#include "recording.hpp"
#include "sandbox/ceilings.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/runner.hpp"
#include "score/score.hpp"
#include "service/services.hpp"
#include "spec/lab_digest.hpp"
#include "util/sha256.hpp"
#include "version.hpp"

namespace assay {
namespace {

namespace fs = std::filesystem;

constexpr const char* submission_folder = "submission";

// Names the stage whose fault ends a grading.
struct StageError {
  std::string stage;
  core::Error error;
};
using Stage = std::expected<void, StageError>;

Stage stage(std::string name, core::Result<void> result) {
  if (result) return {};
  return std::unexpected(StageError{std::move(name), result.error()});
}

// The processors that we may use; judges are pinned to one each.
std::vector<int> usable_cpus() {
  cpu_set_t set;
  CPU_ZERO(&set);
  std::vector<int> cpus;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return cpus;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(static_cast<std::size_t>(cpu), &set)) cpus.push_back(cpu);
  }
  return cpus;
}

core::SourceFetched fetched_event(const core::Checkout& checkout, const core::SourceRequest& request) {
  return {.source = checkout.source,
          .commit = checkout.commit,
          .tree_digest = checkout.tree_digest,
          .author_time = checkout.author_time,
          .commit_time = checkout.commit_time,
          .received_at = request.received_at,
          .deadline = request.deadline,
          .dirty = checkout.dirty,
          .files = checkout.files,
          .size = checkout.size,
          .flags = checkout.flags};
}

// What runs beside the suites: the analysis, and the instrumented build.
struct Background {
  std::future<core::Result<analyse::Analysis>> analysis;
  std::future<core::Result<core::BuildOutcome>> instrumented;

  void wait() const {
    if (analysis.valid()) analysis.wait();
    if (instrumented.valid()) instrumented.wait();
  }
};

class Grading {
 public:
  Grading(const GradeRequest& request, const GradeContext& context, Programs programs, Recording& recording,
          const fs::path& workspace)
      : request_(request), context_(context), programs_(std::move(programs)), recording_(recording),
        workspace_(workspace) {}

  Stage after_fetch(const fetch::Fetched& fetched);

 private:
  void tell(const std::string& what) const {
    if (context_.progress) context_.progress(what);
  }
  [[nodiscard]] build::BuildRequest build_request(const core::Checkout& checkout, core::Sanitizer sanitizer) const;
  [[nodiscard]] Background start_background(const core::Checkout& checkout, const core::BuildOutcome& built,
                                            std::stop_token stop) const;
  void start_services();
  Stage judge_and_analyse(const core::Checkout& checkout, core::BuildOutcome built);
  Stage judge_together(core::BuildOutcome& built, Background& background);
  Stage take_instrumented(Background& background, core::BuildOutcome& built);
  Stage judge(const core::SuiteSpec& suite, const core::BuildOutcome& built);
  Stage run(const core::SuiteSpec& suite, const core::BuildOutcome& built,
            std::map<std::string, core::ReachableService> services, std::stop_token stop);
  Stage record_analysis(core::Result<analyse::Analysis> analysis);

  const GradeRequest& request_;
  const GradeContext& context_;
  Programs programs_;
  Recording& recording_;
  const fs::path& workspace_;
  service::Services services_;
  std::vector<std::string> not_run_;  ///< why, of each suite that the machine, as it is set up, cannot run
  std::string missing_because_;  ///< why a program is not there that a suite drives
  std::size_t judged_cases_ = 0;
};

const core::ProgramSpec& program_of(const core::LabSpec& lab, const core::SuiteSpec& suite) {
  return *std::ranges::find(lab.programs, suite.program, &core::ProgramSpec::id);
}

build::BuildRequest Grading::build_request(const core::Checkout& checkout, core::Sanitizer sanitizer) const {
  std::set<std::string> driven;
  for (const auto* suite : programs_.suites) driven.insert(suite->program);
  auto request = build::request_for(request_.lab, sanitizer, driven, programs_.lab.host_libraries);
  request.submission = checkout.directory;
  request.workspace = workspace_;
  return request;
}

Stage Grading::after_fetch(const fetch::Fetched& fetched) {
  if (const auto* refusal = std::get_if<core::Refusal>(&fetched)) {
    return stage("fetch", recording_.append(core::SourceRefused{refusal->reason, refusal->message}));
  }
  const auto& checkout = std::get<core::Checkout>(fetched);
  if (auto recorded = recording_.append(fetched_event(checkout, request_.source)); !recorded) {
    return stage("fetch", recorded);
  }
  start_services();
  tell("building");
  if (auto laid = build::lay_contract_over(request_.lab, checkout.directory); !laid) return stage("build", laid);
  auto built = build::build(build_request(checkout, core::Sanitizer::none), context_.stop);
  if (!built) return stage("build", std::unexpected(built.error()));
  if (auto recorded = recording_.append(built->facts); !recorded) return stage("build", recorded);
  return judge_and_analyse(checkout, std::move(*built));
}

Background Grading::start_background(const core::Checkout& checkout, const core::BuildOutcome& built,
                                     std::stop_token stop) const {
  Background background;
  if (!request_.lab.checks.empty() && request_.case_filter == "*") {
    background.analysis = std::async(std::launch::async, [this, &checkout, &built, stop] {
      return analyse::analyse({.submission = checkout.directory,
                               .contract_directory = request_.lab.contract_directory,
                               .compile_commands = built.compile_commands,
                               .checks = request_.lab.checks,
                               .limits = request_.lab.analysis,
                               .options = request_.lab.check_options,
                               .rules = request_.lab.rules},
                              stop);
    });
  }
  auto instrumented = build_request(checkout, core::Sanitizer::thread);
  if (built.facts.status == core::BuildStatus::succeeded && !instrumented.host_libraries.empty()) {
    background.instrumented = std::async(std::launch::async, [instrumented = std::move(instrumented), stop] {
      return build::build(instrumented, stop);
    });
  }
  return background;
}

// The analysis needs nothing of the suites, and a suite in virtual time uses one processor.
// What is found beside the suites is recorded in a fixed place, so that the order of
// evidence never changes.
Stage Grading::judge_and_analyse(const core::Checkout& checkout, core::BuildOutcome built) {
  std::stop_source stop_background;
  const std::stop_callback forward(context_.stop, [&] { stop_background.request_stop(); });
  const core::BuildOutcome plain = built;
  Background background = start_background(checkout, plain, stop_background.get_token());
  Stage judged;
  if (plain.facts.status == core::BuildStatus::succeeded) judged = judge_together(built, background);
  if (!judged) stop_background.request_stop();
  background.wait();
  if (!judged || !background.analysis.valid()) return judged;
  tell("reading the code");
  return record_analysis(background.analysis.get());
}

Stage Grading::judge_together(core::BuildOutcome& built, Background& background) {
  for (const auto* suite : programs_.suites) {
    if (suite->alone) background.wait();
    if (program_of(request_.lab, *suite).sanitizer != core::Sanitizer::none) {
      if (auto taken = take_instrumented(background, built); !taken) return taken;
    }
    if (auto judged = judge(*suite, built); !judged) return judged;
  }
  // Part of it may be held against a rubric; nothing of it is no grading.
  if (not_run_.size() < programs_.suites.size()) return {};
  return stage("judge", core::fail(core::ErrorKind::unavailable, "no suite could be run: " + not_run_.front()));
}

Stage Grading::take_instrumented(Background& background, core::BuildOutcome& built) {
  if (!background.instrumented.valid()) return {};
  tell("building with instrumentation");
  auto instrumented = background.instrumented.get();
  if (!instrumented) return stage("build", std::unexpected(instrumented.error()));
  built.subject_folders.merge(instrumented->subject_folders);
  missing_because_ = "built with " + instrumented->facts.variant + ": " + instrumented->facts.message;
  return stage("build", recording_.append(instrumented->facts));
}

// Early, so that they are there by the time the submission is built.
void Grading::start_services() {
  std::set<std::string> needed;
  for (const auto* suite : programs_.suites) needed.insert(suite->services.begin(), suite->services.end());
  services_ = service::Services::start(request_.lab.services, needed);
}

// A service that cannot be had is the machine's fault, and one that ends under a suite too: what is judged without it says
// nothing of the submission.
Stage Grading::judge(const core::SuiteSpec& suite, const core::BuildOutcome& built) {
  auto services = services_.reach(suite.services, context_.stop);
  if (!services && services.error().kind == core::ErrorKind::interrupted) return stage("judge", std::unexpected(services.error()));
  if (!services) {
    not_run_.push_back(services.error().message);
    return stage("judge", recording_.append(core::SuiteNotRun{suite.id, services.error().message}));
  }
  std::stop_source stop;
  const std::stop_callback forward(context_.stop, [&] { stop.request_stop(); });
  auto judged = [&] {
    const auto watch = services_.watch(suite.services, stop);
    return run(suite, built, std::move(*services), stop.get_token());
  }();
  if (context_.stop.stop_requested()) return judged;
  if (auto still = services_.check(suite.services); !still) {
    return stage("judge", core::within("judging the suite " + suite.id, still.error()));
  }
  return judged;
}

Stage Grading::run(const core::SuiteSpec& suite, const core::BuildOutcome& built,
                   std::map<std::string, core::ReachableService> services, std::stop_token stop) {
  const auto sink = [&](core::Event event) {
    if (std::holds_alternative<core::CaseFinished>(event)) {
      tell("judging " + suite.id + ": " + std::to_string(++judged_cases_) + " cases");
    }
    if (const auto* not_run = std::get_if<core::SuiteNotRun>(&event)) not_run_.push_back(not_run->why);
    return recording_.append(std::move(event));
  };
  const auto& program = program_of(request_.lab, suite);
  judge::SuiteRequest request{.suite = suite,
                              .judge = programs_.lab.judges.at(suite.id),
                              .subject_folder = {},
                              .missing_program = {},
                              .baseline_folder = {},
                              .granted = {program.limits, program.allowed},
                              .ceilings = {request_.lab.ceilings.subject, request_.lab.ceilings.allowed},
                              .services = std::move(services),
                              .case_filter = request_.case_filter,
                              .seed = request_.seed,
                              .reduced_isolation = sandbox::isolation() == sandbox::Isolation::reduced,
                              .cpu = -1};
  const auto folder = built.subject_folders.find(suite.program);
  if (folder != built.subject_folders.end()) {
    request.subject_folder = folder->second;
  } else {
    request.missing_program = missing_because_;
  }
  if (suite.baseline) request.baseline_folder = programs_.baseline.at(suite.program);
  const auto cpus = usable_cpus();
  if (!suite.alone && !cpus.empty()) request.cpu = cpus.front();
  return stage("judge", judge::run_suite(request, sink, std::move(stop)));
}

Stage Grading::record_analysis(core::Result<analyse::Analysis> analysis) {
  if (!analysis) return stage("analyse", std::unexpected(analysis.error()));
  for (auto& finding : analysis->findings) {
    if (auto recorded = recording_.append(core::CheckReported{std::move(finding)}); !recorded) {
      return stage("analyse", recorded);
    }
  }
  return stage("analyse", recording_.append(analysis->finished));
}

// Here a submission is built and read, which needs no weakening, and services are run; its programs run in the judges'
// boxes.
core::Grant ceilings_of_this_process(const core::LabSpec& lab) {
  core::Grant most{lab.ceilings.build, {}};
  const auto raise_to = [&](const core::StageLimits& limits) {
    core::for_each_limit([&](const char*, auto field) { most.limits.*field = std::max(most.limits.*field, limits.*field); });
  };
  raise_to(lab.ceilings.analysis);
  if (!lab.services.empty()) {
    const auto granted = service::most_granted();
    raise_to(granted.limits);
    most.allowed = granted.allowed;
  }
  return most;
}

core::GradingStarted started_event(const GradeRequest& request, std::string digest, std::string isolation) {
  core::GradingStarted started{.lab = request.lab.id,
                               .lab_version = request.lab.version,
                               .lab_digest = std::move(digest),
                               .grader = std::string(version),
                               .isolation = std::move(isolation),
                               .suites = {}};
  // Part of a suite is no suite: what such a run sees is shown, and scores nothing.
  if (request.case_filter != "*") return started;
  for (const auto& suite : request.lab.suites) {
    if (asks_for(request, suite)) started.suites.push_back(suite.id);
  }
  return started;
}

core::Result<fetch::Fetched> fetch_source(const GradeRequest& request, const GradeContext& context,
                                          const fs::path& destination) {
  fetch::Options options;
  options.stop = context.stop;
  options.progress = [&](const fetch::Progress& progress) {
    if (!context.progress) return;
    context.progress("fetching: " + std::to_string(progress.received.count >> 10U) + " KiB received");
  };
  return fetch::fetch(request.source, request.lab.checkout, destination, options);
}

// A fault is recorded too, so that a stream tells why a grading has no score.
core::Result<Graded> conclude(const GradeRequest& request, Recording& recording, const Stage& outcome,
                              util::TemporaryDirectory workspace) {
  std::optional<core::Error> fault;
  if (!outcome) {
    fault = outcome.error().error;
    // Where the store itself refuses, its error is the fault that the caller sees.
    auto recorded = recording.append(core::StageFailed{outcome.error().stage, fault->message});
    if (!recorded) return std::unexpected(recorded.error());
  }
  if (auto recorded = recording.append(core::GradingFinished{outcome.has_value()}); !recorded) {
    return std::unexpected(recorded.error());
  }
  auto records = recording.records();
  if (!records) return std::unexpected(records.error());
  auto score = score::score(request.lab.rubric, *records);
  auto submission = workspace.path() / submission_folder;
  return Graded{.records = std::move(*records),
                .score = std::move(score),
                .workspace = std::move(workspace),
                .submission = std::move(submission),
                .fault = std::move(fault)};
}

}  // namespace

core::Result<Graded> grade(const GradeRequest& request, const GradeContext& context) {
  sandbox::set_ceilings(ceilings_of_this_process(request.lab));
  const auto tell = [&](const std::string& what) {
    if (context.progress) context.progress(what);
  };
  auto digest = spec::lab_digest(request.lab.directory);
  if (!digest) return std::unexpected(digest.error());
  auto isolation = sandbox::probe();
  if (!isolation) return core::within("setting the sandbox up", isolation.error());
  tell("preparing the lab " + request.lab.id);
  auto programs = prepare_programs(request, *digest, context);
  if (!programs) return std::unexpected(programs.error());
  auto workspace = util::TemporaryDirectory::create();
  if (!workspace) return std::unexpected(workspace.error());
  tell("fetching " + request.source.source);
  auto fetched = fetch_source(request, context, workspace->path() / submission_folder);
  if (!fetched && fetched.error().kind != core::ErrorKind::infrastructure) return std::unexpected(fetched.error());

  auto recording = Recording::begin(context.store, request.stream);
  if (!recording) return std::unexpected(recording.error());
  if (auto begun = recording->append(started_event(request, *digest, *isolation)); !begun) {
    return std::unexpected(begun.error());
  }
  Stage outcome;
  if (fetched) {
    outcome = Grading(request, context, std::move(*programs), *recording, workspace->path()).after_fetch(*fetched);
  } else {
    outcome = stage("fetch", std::unexpected(fetched.error()));
  }
  return conclude(request, *recording, outcome, std::move(*workspace));
}

std::string default_stream(const core::LabSpec& lab, const std::string& source) {
  std::error_code not_a_path;
  const fs::path local = fs::canonical(source, not_a_path);
  const std::string whole = not_a_path ? source : local.string();
  std::string last = whole;
  while (last.ends_with('/')) last.pop_back();
  last = last.substr(last.find_last_of("/:") + 1);
  if (last.ends_with(".git")) last.resize(last.size() - 4);
  return lab.id + "/" + last + "-" + util::sha256(whole).substr(0, 8);
}

}  // namespace assay
