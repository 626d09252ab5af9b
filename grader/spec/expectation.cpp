#include "spec/expectation.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "core/evidence_pattern.hpp"
#include "spec/schema.hpp"
#include "spec/table_reader.hpp"
#include "spec/toml_file.hpp"

namespace assay::spec {
namespace {

// Empty, or why no evidence of this lab can have the name.
std::string wrong_evidence(std::string_view name, const core::LabSpec& lab) {
  if (name == "build" || name == "source") return {};
  if (name.find_first_of("*?") != name.npos) return "expected one case or check, without '*' and '?'";
  const auto pattern = core::parse_evidence_pattern(name);
  if (!pattern) return pattern.error().message + ", build or source";
  switch (pattern->kind) {
    case core::EvidenceKind::metric: return "a metric has no verdict: expected its case";
    case core::EvidenceKind::check:
      return std::ranges::find(lab.checks, pattern->name) != lab.checks.end() ? "" : "lab.toml enables no such check";
    case core::EvidenceKind::suite_case:
      return std::ranges::find(lab.suites, pattern->suite, &core::SuiteSpec::id) != lab.suites.end()
                 ? ""
                 : "lab.toml has no such suite";
  }
  return {};
}

// The name of a reference among the lab's submissions, or empty.
std::string read_base(TableReader& root, const core::LabSpec& lab) {
  std::string base = root.text_or("overlay_of", {});
  if (base.empty()) return base;
  if (!base.starts_with("reference") || base.find('/') != base.npos) {
    root.problem("overlay_of", "expected a folder of submissions/ whose name begins with \"reference\"");
  } else if (std::error_code ignored; !std::filesystem::is_directory(lab.directory / "submissions" / base, ignored)) {
    root.problem("overlay_of", "there is no submissions/" + base);
  }
  return base;
}

void read_verdicts(TableReader& root, const core::LabSpec& lab, core::Expectation& expectation) {
  const auto* verdicts = root.free_table("verdicts");
  if (verdicts == nullptr) return;
  for (const auto& [key, value] : *verdicts) {
    const std::string name(key.str());
    if (const auto why = wrong_evidence(name, lab); !why.empty()) {
      root.problem_at(place_of(key.source()), "verdicts", "'" + name + "': " + why);
    }
    const auto text = value.value<std::string>();
    if (text == "any") {
      expectation.unsettled.insert(name);
      continue;
    }
    const auto verdict = text ? core::parse_verdict(*text) : std::nullopt;
    if (!verdict || *verdict == core::Verdict::satisfied) {
      root.problem_at(place_of(value.source()), "verdicts",
                      "expected \"violated\", \"inconclusive\", \"not_graded\" or \"any\": what is not named is satisfied");
      continue;
    }
    expectation.verdicts[name] = *verdict;
  }
}

}  // namespace

core::Result<core::Expectation> load_expectation(const std::filesystem::path& file, const core::LabSpec& lab) {
  Diagnostics problems(file);
  core::Expectation expectation;
  const toml::table content = read_toml(file, problems);
  if (problems.empty()) {
    TableReader root(content, schema::expectation_file, {}, problems);
    expectation.title = root.text("title", 300);
    expectation.score = root.points("score");
    if (expectation.score > lab.rubric.possible()) {
      root.problem("score", "is more than the rubric's total of " + to_string(lab.rubric.possible()));
    }
    expectation.overlay_of = read_base(root, lab);
    read_verdicts(root, lab, expectation);
  }
  if (!problems.empty()) return core::fail(core::ErrorKind::bad_lab, problems.to_string());
  return expectation;
}

}  // namespace assay::spec
