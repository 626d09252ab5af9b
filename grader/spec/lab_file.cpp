#include "spec/lab_file.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "checks/registry/registry.hpp"
#include "spec/edit_distance.hpp"
#include "spec/folders.hpp"
#include "spec/limits_reader.hpp"
#include "spec/programs_reader.hpp"
#include "spec/schema.hpp"
#include "spec/services_reader.hpp"
#include "spec/table_reader.hpp"
#include "spec/toml_file.hpp"

namespace assay::spec {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using namespace core;

constexpr StageLimits default_build{.wall = 2min,
                                    .cpu = 2min,
                                    .memory = 2_GiB,
                                    .output = 1_MiB,
                                    .open_files = 1024,
                                    .disk = 512_MiB,
                                    .inodes = 100'000};
constexpr StageLimits default_subject;
constexpr StageLimits default_analysis{.wall = 2min, .cpu = 2min, .memory = 2_GiB, .output = 16_MiB, .disk = 512_MiB};
constexpr Duration default_suite_wall = 5min;

void read_identity(TableReader table, LabSpec& lab) {
  lab.id = table.id("id");
  lab.title = table.text("title", 120);
  lab.summary = table.text("summary", 400);
  lab.version = table.text("version", 32);
  if (lab.version.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-+") !=
      std::string::npos) {
    table.problem("version", "'" + lab.version + "' is not a version: expected letters, digits, '.', '-' and '+'");
  }
}

void read_submission(TableReader table, LabSpec& lab) {
  lab.target = table.text("target", 64);
  if (lab.target.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.+-") !=
      std::string::npos) {
    table.problem("target", "'" + lab.target + "' is not a CMake target: expected letters, digits, '_', '.', '+' and '-'");
  }
  lab.contract_directory = table.text_or("contract", "contract");
  if (!stays_inside(lab.contract_directory)) {
    table.problem("contract", "'" + lab.contract_directory +
                                  "' is not a folder of the submission: expected a relative path without '.', '..' and "
                                  "'.git', and no '/' at its end");
  }
  lab.checkout = read_checkout_limits(table, lab.ceilings);
}

SuiteSpec read_suite(TableReader& table, const fs::path& folder, const LabSpec& lab) {
  constexpr std::array<std::string_view, 2> visibilities{"public", "hidden"};
  SuiteSpec suite;
  suite.id = table.id("id");
  suite.title = table.text("title", 120);
  suite.is_public = table.word("visibility", visibilities) == std::size_t{0};
  suite.wall = table.duration("wall", default_suite_wall, {100ms, 4h});
  if (suite.wall > lab.ceilings.suite_wall) {
    table.problem("wall", to_string(suite.wall) + above_ceiling(to_string(lab.ceilings.suite_wall), lab.ceilings.place_of("suite.wall")));
  }
  suite.program = table.text_or("program", lab.programs.front().id, 64);
  if (std::ranges::find(lab.programs, suite.program, &ProgramSpec::id) == lab.programs.end()) {
    table.problem("program", "there is no [[program]] with the id '" + suite.program + "'");
  }
  suite.alone = table.flag("alone", false);
  suite.baseline = table.flag("baseline", false);
  if (suite.baseline && !is_folder(lab.baseline())) {
    table.problem("baseline", "the lab has no submissions/reference to compare with");
  }
  suite.services = read_needed_services(table, lab);
  if (!suite.id.empty() && !is_folder(folder / "judge" / suite.id)) {
    table.problem("id", "the suite's folder judge/" + suite.id + " is missing");
  }
  return suite;
}

void read_suites(TableReader& root, const fs::path& folder, LabSpec& lab) {
  std::set<std::string> ids;
  for (TableReader& table : root.tables("suite", schema::suite)) {
    lab.suites.push_back(read_suite(table, folder, lab));
    const std::string& id = lab.suites.back().id;
    if (!id.empty() && !ids.insert(id).second) table.problem("id", "another suite is called '" + id + "' already");
  }
  if (!root.has("suite")) root.problem("suite", "is required: expected at least one [[suite]]");
}

/// [checks.<id>] is a table for each check that there is.
const schema::Table& checks_schema() {
  static const auto keys = [] {
    std::vector<std::string_view> result(schema::checks.keys.begin(), schema::checks.keys.end());
    for (const auto& check : checks::all_checks()) result.push_back(check.id);
    return result;
  }();
  static const schema::Table table{schema::checks.name, keys};
  return table;
}

std::string option_value(TableReader& table, const checks::Option& option) {
  constexpr std::uint64_t most = 1'000'000'000;
  constexpr std::size_t longest = 300;
  switch (option.kind) {
    case checks::OptionKind::whole_number: return std::to_string(table.count(option.name, 0, {0, most}));
    case checks::OptionKind::flag: return table.flag(option.name, false) ? "true" : "false";
    case checks::OptionKind::text: return table.text(option.name, longest);
  }
  std::unreachable();
}

void read_options(TableReader& checks_table, const checks::Check& check, LabSpec& lab) {
  if (!checks_table.has(check.id)) return;
  std::vector<std::string_view> keys;
  for (const auto& option : check.options) keys.push_back(option.name);
  const std::string name = "checks." + std::string(check.id);
  const schema::Table options_schema{name, keys};
  TableReader table = checks_table.table(check.id, options_schema);
  if (std::ranges::find(lab.checks, check.id) == lab.checks.end())
    checks_table.problem(check.id, "has options, and is not among the enabled checks");
  for (const auto& option : check.options)
    if (table.has(option.name)) lab.check_options[std::string(check.id)][std::string(option.name)] = option_value(table, option);
}

void check_known(TableReader& table, const Text& id) {
  if (std::ranges::find(checks::all_checks(), id.value, &checks::Check::id) != checks::all_checks().end()) return;
  const auto guess = nearest(id.value, std::span(checks_schema().keys).subspan(schema::checks.keys.size()));
  table.problem_at(id.place, "enabled", "there is no check '" + id.value + "'" +
                                            (guess.empty() ? "; `assay checks list` shows those that there are"
                                                           : "; did you mean '" + std::string(guess) + "'?"));
}

void read_checks(TableReader table, LabSpec& lab) {
  std::set<std::string> ids;
  for (const auto& [id, place] : table.texts("enabled")) {
    check_known(table, {id, place});
    if (!ids.insert(id).second) table.problem_at(place, "enabled", "'" + id + "' is listed already");
    lab.checks.push_back(id);
  }
  for (const auto& check : checks::all_checks()) read_options(table, check, lab);
}

void check_folder(const fs::path& folder, Diagnostics& diagnostics) {
  if (!is_folder(folder / "contract")) diagnostics.add({}, "the lab's folder contract/ is missing");
  if (!is_file(folder / "README.md")) diagnostics.add({}, "the lab's README.md is missing");
}

}  // namespace

LabSpec read_lab_file(const fs::path& folder, const OperatorCeilings& ceilings, Diagnostics& diagnostics) {
  LabSpec lab;
  lab.directory = folder;
  lab.ceilings = ceilings;
  const toml::table file = read_toml(folder / "lab.toml", diagnostics);
  if (!diagnostics.empty()) return lab;
  TableReader root(file, schema::lab_file, {}, diagnostics);
  read_identity(root.table("lab", schema::lab), lab);
  read_submission(root.table("submission", schema::submission), lab);
  TableReader limits = root.table("limits", schema::limits);
  lab.build = read_limits(limits, "build", "limits.build", default_build, {lab.ceilings, lab.ceilings.build, "limits.build"});
  lab.subject = read_limits(limits, "subject", "limits.subject", default_subject, {lab.ceilings, lab.ceilings.subject, "limits.subject"});
  lab.analysis = read_limits(limits, "analysis", "limits.analysis", default_analysis, {lab.ceilings, lab.ceilings.analysis, "limits.analysis"});
  read_programs(root, folder, lab);
  read_services(root, lab);
  read_suites(root, folder, lab);
  read_checks(root.table("checks", checks_schema()), lab);
  lab.starter_ceiling = root.table("starter", schema::starter).points("ceiling");
  check_folder(folder, diagnostics);
  return lab;
}

}  // namespace assay::spec
