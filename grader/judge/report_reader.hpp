// Reads what a judge reports, line by line, and holds it to its own announcement.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/event.hpp"

namespace assay::judge {

class ReportReader {
 public:
  ReportReader(std::string suite, std::string case_filter);

  /// The event that the line stands for, if it stands for one. An error where the line is
  /// none of the judge's, or is the judge's own fault report.
  [[nodiscard]] core::Result<std::optional<core::Event>> read(std::string_view line);

  /// Whether everything announced was delivered and the judge said its end; else what is missing.
  [[nodiscard]] core::Result<void> complete() const;

 private:
  core::Result<std::optional<core::Event>> announcement(const std::vector<std::string>& cases);
  core::Result<std::optional<core::Event>> result(core::CaseResult result);

  std::string suite_;
  std::string case_filter_;
  std::set<std::string> outstanding_;
  bool announced_ = false;
  bool ended_ = false;
};

}  // namespace assay::judge
