#include "report/tally.hpp"

#include <string>
#include <vector>

namespace assay::report {
namespace {

struct Count {
  std::string of;
  std::string unit;
  std::size_t satisfied = 0;
  std::size_t all = 0;
};

void add(std::vector<Count>& counts, const std::string& of, const std::string& unit, core::Verdict verdict) {
  if (counts.empty() || counts.back().of != of) counts.push_back({.of = of, .unit = unit});
  ++counts.back().all;
  if (verdict == core::Verdict::satisfied) ++counts.back().satisfied;
}

}  // namespace

void write_tally(Page& page, const GradingReport& report) {
  std::vector<Count> counts;
  for (const auto& judged : report.cases) add(counts, judged.fact.suite, "cases", judged.fact.verdict);
  for (const auto& finding : report.findings) add(counts, "code", "checks", finding.fact.verdict);
  if (counts.empty()) return;
  page.gap();
  for (const auto& count : counts) {
    page.sentence(2, escape_terminal(count.of, 40) + ": " + std::to_string(count.satisfied) + " of " + std::to_string(count.all) + " " + count.unit +
                                " satisfied");
  }
}

}  // namespace assay::report
