// The facts that stages append to the evidence log. A score is a function of these
// and a rubric; nothing else is remembered of a grading.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/bytes.hpp"
#include "core/case_result.hpp"
#include "core/duration.hpp"
#include "core/finding.hpp"
#include "core/timestamp.hpp"
#include "core/verdict.hpp"

namespace assay::core {

/// Opens a grading; the records up to `GradingFinished` belong to it.
struct GradingStarted {
  std::string lab;          ///< id
  std::string lab_version;
  std::string lab_digest;   ///< SHA-256 of the lab's folder
  std::string grader;       ///< version of Assay
  std::string isolation;    ///< as the sandbox says it
  std::vector<std::string> suites;  ///< that are to run
};

struct SourceFetched {
  std::string source;
  std::string commit;
  std::string tree_digest;
  std::optional<Timestamp> author_time;
  std::optional<Timestamp> commit_time;
  std::optional<Timestamp> received_at;
  std::optional<Timestamp> deadline;
  bool dirty = false;
  std::uint64_t files = 0;
  Bytes size;
  std::vector<std::string> flags;
};

/// The submission could be read, and may not be graded as it is: the student's fact.
struct SourceRefused {
  std::string reason;
  std::string message;
};

/// What became of the student's build.
enum class BuildStatus { succeeded, failed, limit, no_subject };

struct BuildFinished {
  std::string variant;  ///< empty, or how the programs of this build are instrumented: "ThreadSanitizer"
  BuildStatus status = BuildStatus::failed;
  std::string step;     ///< "configure" or "build"
  std::string message;  ///< one line for people
  std::string log;      ///< the end of what the tools printed, capped
  Duration wall{};
  Duration cpu{};
  Bytes peak_memory{};
};

/// Names every case that a suite has, before the first is run.
struct SuiteStarted {
  std::string suite;
  std::vector<std::string> cases;
};

struct CaseFinished {
  CaseResult result;
};

struct SuiteFinished {
  std::string suite;
  Duration wall{};
};

/// The machine, as it is set up, cannot run this suite: nothing of it is judged, or held against
/// anyone, and what was judged of it before does not count.
struct SuiteNotRun {
  std::string suite;
  std::string why;
};

struct CheckReported {
  Finding finding;
};

struct AnalysisFinished {
  unsigned units = 0;               ///< translation units read
  std::vector<ParseProblem> problems;
  std::string message;              ///< empty, or why the analysis ended early: "the memory limit of 2GiB"
  Duration wall{};
};

/// A grader's or infrastructure's fault: from here on this grading is not graded.
struct StageFailed {
  std::string stage;
  std::string message;
};

struct GradingFinished {
  bool complete = false;  ///< every stage that could run did; false: not graded
};

using Event = std::variant<GradingStarted, SourceFetched, SourceRefused, BuildFinished, SuiteStarted,
                           CaseFinished, SuiteFinished, CheckReported, AnalysisFinished, StageFailed,
                           GradingFinished, SuiteNotRun>;

/// An event where it stands in its stream.
struct Record {
  std::uint64_t sequence = 0;  ///< from 1, without gaps
  Timestamp recorded_at;
  Event event;
};

}  // namespace assay::core
