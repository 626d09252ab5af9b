#include "spec/schema.hpp"

namespace assay::spec::schema {
namespace {

using Key = std::string_view;

constexpr Key lab_file_keys[] = {"lab", "submission", "limits", "program", "service", "suite", "checks", "starter"};
constexpr Key lab_keys[] = {"id", "title", "version", "summary"};
constexpr Key submission_keys[] = {"target", "contract", "limits"};
constexpr Key submission_limits_keys[] = {"files", "file_size", "total_size", "submodules"};
constexpr Key limits_keys[] = {"build", "subject", "analysis"};
constexpr Key stage_limits_keys[] = {"wall",      "cpu",        "memory", "processes", "output",
                                     "file_size", "open_files", "stack",  "disk",      "inodes"};
constexpr Key program_keys[] = {"id", "host", "sources", "link", "sanitizer", "limits", "allow"};
constexpr Key service_keys[] = {"id", "kind"};
constexpr Key suite_keys[] = {"id", "title", "visibility", "wall", "program", "services", "alone", "baseline"};
constexpr Key checks_keys[] = {"enabled"};
constexpr Key rules_file_keys[] = {"rule"};
constexpr Key rule_keys[] = {"id", "message", "page", "matcher", "expect"};
constexpr Key starter_keys[] = {"ceiling"};
constexpr Key rubric_file_keys[] = {"rubric", "criterion"};
constexpr Key rubric_keys[] = {"total"};
constexpr Key criterion_keys[] = {"id", "title", "points", "rule", "evidence", "weights", "band", "read"};
constexpr Key band_keys[] = {"title", "at_least", "points"};
constexpr Key expectation_file_keys[] = {"title", "score", "overlay_of", "verdicts"};
constexpr Key operator_file_keys[] = {"limits", "submission", "suite", "program", "service", "isolation"};
constexpr Key operator_submission_keys[] = {"limits"};
constexpr Key operator_suite_keys[] = {"wall"};
constexpr Key operator_program_keys[] = {"allow"};
constexpr Key operator_service_keys[] = {"allow"};
constexpr Key operator_isolation_keys[] = {"reduced"};

}  // namespace

constinit const Table lab_file{"", lab_file_keys};
constinit const Table lab{"lab", lab_keys};
constinit const Table submission{"submission", submission_keys};
constinit const Table submission_limits{"submission.limits", submission_limits_keys};
constinit const Table limits{"limits", limits_keys};
constinit const Table stage_limits{"limits.build", stage_limits_keys};
constinit const Table program{"program", program_keys};
constinit const Table service{"service", service_keys};
constinit const Table suite{"suite", suite_keys};
constinit const Table checks{"checks", checks_keys};
constinit const Table rules_file{"", rules_file_keys};
constinit const Table rule{"rule", rule_keys};
constinit const Table starter{"starter", starter_keys};
constinit const Table rubric_file{"", rubric_file_keys};
constinit const Table rubric{"rubric", rubric_keys};
constinit const Table criterion{"criterion", criterion_keys};
constinit const Table band{"criterion.band", band_keys};
constinit const Table expectation_file{"", expectation_file_keys};
constinit const Table operator_file{"", operator_file_keys};
constinit const Table operator_submission{"submission", operator_submission_keys};
constinit const Table operator_suite{"suite", operator_suite_keys};
constinit const Table operator_program{"program", operator_program_keys};
constinit const Table operator_service{"service", operator_service_keys};
constinit const Table operator_isolation{"isolation", operator_isolation_keys};

std::vector<Table> all_tables() {
  std::vector<Table> tables{lab_file, lab,     submission, submission_limits, limits,      program,   service, suite,
                            checks,   starter, rules_file, rule,              rubric_file, rubric,    criterion, band,
                            expectation_file};
  for (const std::string_view stage : {"limits.build", "limits.subject", "limits.analysis"}) {
    tables.push_back({stage, stage_limits.keys});
  }
  return tables;
}

}  // namespace assay::spec::schema
