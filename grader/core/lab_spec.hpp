// A lab and its rubric, as values.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/duration.hpp"
#include "core/operator_ceilings.hpp"
#include "core/points.hpp"
#include "core/project_rule.hpp"
#include "core/service_spec.hpp"
#include "core/stage_limits.hpp"
#include "core/submission.hpp"

namespace assay::core {

/// How a program is instrumented.
enum class Sanitizer { none, thread };

/// One of the programs that a submission is built into: its library, and a main of the lab's.
struct ProgramSpec {
  std::string id;        ///< "subject" where the lab declares none
  std::string host;      ///< the folder of `contract/` with the main's sources: "host"
  std::vector<std::string> sources;  ///< further folders of `contract/` that are compiled into the host library
  std::vector<std::string> link;     ///< system libraries that the host library needs: "curl"
  Sanitizer sanitizer = Sanitizer::none;
  StageLimits limits;    ///< of one process
  std::set<Weakening> allowed;  ///< how its box may be weakened
};

/// A suite is a folder of the judge, `judge/<id>/`.
struct SuiteSpec {
  std::string id;
  std::string title;
  bool is_public = false;  ///< also run by `assay check`
  Duration wall{};         ///< the whole suite's; past it the judge is ended, which is a grader's fault
  std::string program;     ///< the id of the program that it drives
  bool alone = false;      ///< it measures real time: nothing else runs meanwhile, and it may use every processor
  std::vector<std::string> services;  ///< ids of those that its judge talks to
  bool baseline = false;   ///< it also drives the same program of the lab's reference
};

/// How evidence becomes points.
enum class CriterionRule {
  all_or_nothing,  ///< every piece satisfied, or none of the points
  proportional,    ///< the share of pieces satisfied
  weighted,        ///< the same, each piece with its weight
  bands,           ///< from thresholds on one metric
  manual,          ///< left open for a person
};

struct Band {
  std::string title;   ///< "Excellent"
  double at_least = 0; ///< the least value of the metric; the last band takes the rest
  Points points;
};

/// One row of the rubric.
struct Criterion {
  std::string id;
  std::string title;
  Points points;
  CriterionRule rule = CriterionRule::all_or_nothing;
  /// "case:<suite>/<name>" and "check:<id>", each possibly with `*` and `?`; for bands
  /// one "metric:<suite>/<case>/<name>".
  std::vector<std::string> evidence;
  std::map<std::string, unsigned> weights;  ///< by entry of `evidence`; 1 where absent
  std::vector<Band> bands;                  ///< the highest threshold first
  std::string read;                         ///< what to read after losing it
};

struct Rubric {
  std::vector<Criterion> criteria;
  [[nodiscard]] Points possible() const {
    Points sum;
    for (const auto& criterion : criteria) sum += criterion.points;
    return sum;
  }
};

/// `lab.toml` and `rubric.toml`, validated.
struct LabSpec {
  std::filesystem::path directory;
  OperatorCeilings ceilings;       ///< that all of it is within
  std::string id;
  std::string title;
  std::string version;
  std::string summary;
  std::string contract_directory;  ///< where the contract is laid over the submission: "contract"
  std::string target;              ///< the CMake library target that a submission declares
  StageLimits build;
  StageLimits subject;             ///< of one subject process, unless its program says otherwise
  StageLimits analysis;
  CheckoutLimits checkout;
  std::vector<ProgramSpec> programs;  ///< at least one
  std::vector<ServiceSpec> services;
  std::vector<SuiteSpec> suites;
  std::vector<std::string> checks; ///< ids, in the order of the report; those of the lab's rules follow
  CheckOptions check_options;
  std::vector<ProjectRule> rules;
  Points starter_ceiling;          ///< `lab verify` fails where the starter scores more
  Rubric rubric;

  /// The submission that speed is compared with; exists where a suite has a baseline.
  [[nodiscard]] std::filesystem::path baseline() const { return directory / "submissions" / "reference"; }

  /// The lab's pristine contract.
  [[nodiscard]] std::filesystem::path contract() const { return directory / "contract"; }
};

}  // namespace assay::core
