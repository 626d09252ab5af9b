#include "cli/sarif_file.hpp"

#include <algorithm>
#include <iostream>

#include "checks/pages/pages.hpp"
#include "checks/registry/registry.hpp"
#include "report/sarif.hpp"
#include "util/file.hpp"
#include "version.hpp"

namespace assay::cli {
namespace {

report::CheckText describe(std::string_view id) {
  const auto& all = checks::all_checks();
  const auto check = std::ranges::find(all, id, &checks::Check::id);
  const auto* page = checks::find_page(id);
  if (check == all.end() || page == nullptr) return {};
  return {std::string(check->title), std::string(page->family), std::string(page->text)};
}

}  // namespace

core::Result<void> write_sarif(const std::string& file, std::span<const core::Finding> findings,
                               const core::AnalysisFinished* analysis) {
  const auto sarif = report::to_sarif({.findings = findings, .analysis = analysis, .version = version, .describe = describe});
  if (file != "-") return util::write_named_file(file, sarif);
  std::cout << sarif << std::flush;
  return {};
}

}  // namespace assay::cli
