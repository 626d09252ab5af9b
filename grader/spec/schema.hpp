// The keys that a lab's files may hold. The readers go by these tables, and SCHEMA.md
// is tested against them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::spec::schema {

/// One TOML table and its keys, sub-tables among them.
struct Table {
  std::string_view name;  ///< as in its header: "submission.limits"; empty: the file itself
  std::span<const std::string_view> keys;
};

extern const Table lab_file, lab, submission, submission_limits, limits, stage_limits, program, service, suite, checks, starter;
extern const Table rules_file, rule;
extern const Table rubric_file, rubric, criterion, band;
extern const Table expectation_file;
extern const Table operator_file, operator_submission, operator_suite, operator_program, operator_service, operator_isolation;

/// Every table of a lab's files, for the test of SCHEMA.md.
[[nodiscard]] std::vector<Table> all_tables();

}  // namespace assay::spec::schema
