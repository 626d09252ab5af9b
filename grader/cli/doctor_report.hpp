// What `assay doctor` found, as a page and as JSON.
#pragma once

#include <string>
#include <vector>

#include "report/page.hpp"
#include "sandbox/survey/diagnosis.hpp"

namespace assay::cli {

/// Diagnoses that belong together.
struct Findings {
  std::string title;  ///< "Sandbox"
  std::vector<sandbox::survey::Diagnosis> diagnoses;
};

struct Examination {
  std::string machine;    ///< "Linux 6.1.0-18-amd64, as root, in Docker"
  std::string isolation;  ///< what holds a run here; empty where none can be held
  std::vector<Findings> findings;

  /// Whether nothing is missing.
  [[nodiscard]] bool ready() const;
};

[[nodiscard]] std::string to_page(const Examination& examination, const report::TerminalOptions& options);

/// One JSON object and a newline; `assay doctor --help` describes it.
[[nodiscard]] std::string to_json(const Examination& examination);

}  // namespace assay::cli
