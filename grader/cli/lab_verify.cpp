#include "cli/lab_verify.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include <nlohmann/json.hpp>

#include "cli/console.hpp"
#include "cli/lab_lookup.hpp"
#include "evidence/store.hpp"
#include "pipeline.hpp"
#include "report/escape.hpp"
#include "score/against_expectation.hpp"
#include "spec/expectation.hpp"
#include "util/file.hpp"
#include "util/installation.hpp"
#include "util/temporary_directory.hpp"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view reference = "reference";
constexpr std::string_view starter = "starter";

// One submission of the lab, and how it did.
struct Row {
  std::string name;
  std::string title;
  core::Points earned;
  core::Points open;
  std::vector<std::string> differences;
  std::set<std::string> violated;  ///< evidence
  std::set<std::string> satisfied;
};

struct Table {
  std::vector<Row> rows;
  std::vector<std::string> uncaught_by_cases;  ///< defects that only a check, or nothing, catches
  std::vector<std::string> unexercised;        ///< cases that no defect violates
  [[nodiscard]] bool as_expected() const {
    return std::all_of(rows.begin(), rows.end(), [](const Row& row) { return row.differences.empty(); });
  }
};

class Verification {
 public:
  Verification(const core::LabSpec& lab, fs::path cache, std::stop_token stop)
      : lab_(lab), cache_(std::move(cache)), stop_(std::move(stop)) {}

  /// Tells each row as soon as it is known; the whole takes minutes. `only` names the rows to make; empty: all.
  core::Result<Table> run(const std::set<std::string>& only, const std::function<void(const Row&)>& tell);

 private:
  core::Result<Row> grade_one(const std::string& name, const fs::path& folder, const std::string& overlay_of);
  core::Result<Row> verify_starter();
  core::Result<Row> verify_submission(const fs::path& folder);

  const core::LabSpec& lab_;
  fs::path cache_;
  std::stop_token stop_;
  ProgressLine progress_;
};

// What could not be run proves nothing of a lab, for or against it.
core::Result<void> all_were_run(const std::vector<core::Record>& records) {
  for (const auto& record : records) {
    const auto* not_run = std::get_if<core::SuiteNotRun>(&record.event);
    if (not_run == nullptr) continue;
    return core::fail(core::ErrorKind::unavailable, "the suite '" + not_run->suite + "' could not be run: " + not_run->why);
  }
  return {};
}

core::Result<Row> Verification::grade_one(const std::string& name, const fs::path& folder,
                                          const std::string& overlay_of) {
  auto assembled = util::TemporaryDirectory::create();
  if (!assembled) return std::unexpected(assembled.error());
  std::error_code problem;
  constexpr auto options = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
  if (!overlay_of.empty()) fs::copy(lab_.directory / "submissions" / overlay_of, assembled->path(), options, problem);
  if (!problem) fs::copy(folder, assembled->path(), options, problem);
  fs::remove(assembled->path() / "expected.toml", problem);
  if (problem) return core::fail_errno("putting " + name + " together", problem.value());

  auto evidence_folder = util::TemporaryDirectory::create();
  if (!evidence_folder) return std::unexpected(evidence_folder.error());
  auto store = evidence::Store::open(evidence_folder->path() / "evidence.db", evidence::Store::Open::create);
  if (!store) return std::unexpected(store.error());
  GradeRequest request;
  request.lab = lab_;
  request.source.source = assembled->path().string();
  request.stream = name;
  auto graded = grade(request, {.store = *store,
                                .cache = cache_,
                                .progress = [&](const std::string& what) { progress_.tell(name + ": " + what); },
                                .stop = stop_});
  if (!graded) return core::within("grading " + name, graded.error());
  if (graded->fault) return core::within("grading " + name, *graded->fault);
  if (auto run = all_were_run(graded->records); !run) return core::within("grading " + name, run.error());
  Row row{.name = name, .title = {}, .earned = graded->score.earned, .open = graded->score.open,
          .differences = {}, .violated = {}, .satisfied = {}};
  if (!graded->score.graded) row.differences.push_back("it was not graded: " + graded->score.not_graded_because);
  if (fs::exists(folder / "expected.toml")) {
    auto expected = spec::load_expectation(folder / "expected.toml", lab_);
    if (!expected) return std::unexpected(expected.error());
    row.title = expected->title;
    row.differences = score::differences(*expected, graded->score, score::observed_verdicts(graded->records));
  }
  for (const auto& [evidence, verdict] : score::observed_verdicts(graded->records)) {
    (verdict == core::Verdict::satisfied ? row.satisfied : row.violated).insert(evidence);
  }
  return row;
}

core::Result<Row> Verification::verify_submission(const fs::path& folder) {
  auto expected = spec::load_expectation(folder / "expected.toml", lab_);
  if (!expected) return std::unexpected(expected.error());
  const std::string name = folder.filename().string();
  auto row = grade_one(name, folder, expected->overlay_of);
  if (row && name.starts_with(reference) && row->earned + row->open != lab_.rubric.possible()) {
    row->differences.push_back("a reference must lose nothing");
  }
  return row;
}

core::Result<Row> Verification::verify_starter() {
  auto row = grade_one(std::string(starter), lab_.directory / starter, {});
  if (!row) return row;
  row->title = "what a student starts from";
  if (row->earned > lab_.starter_ceiling) {
    row->differences.push_back("it earns " + to_string(row->earned) + " points, more than its ceiling of " +
                               to_string(lab_.starter_ceiling));
  }
  if (row->violated.contains("build")) row->differences.push_back("it does not build");
  return row;
}

bool is_defect(const Row& row) { return row.name != starter && !row.name.starts_with(reference); }

void find_gaps(Table& table) {
  std::set<std::string> cases;
  std::set<std::string> exercised;
  for (const auto& row : table.rows) {
    for (const auto& evidence : row.satisfied) {
      if (evidence.starts_with("case:")) cases.insert(evidence);
    }
    if (!is_defect(row)) continue;
    const auto is_case = [](const std::string& evidence) { return evidence.starts_with("case:"); };
    if (std::none_of(row.violated.begin(), row.violated.end(), is_case)) table.uncaught_by_cases.push_back(row.name);
    exercised.insert(row.violated.begin(), row.violated.end());
  }
  std::set_difference(cases.begin(), cases.end(), exercised.begin(), exercised.end(),
                      std::back_inserter(table.unexercised));
}

// The references first, the starter last.
core::Result<std::vector<fs::path>> rows_of(const core::LabSpec& lab) {
  std::vector<fs::path> folders;
  std::error_code problem;
  for (fs::directory_iterator entry(lab.directory / "submissions", problem), end; !problem && entry != end;
       entry.increment(problem)) {
    if (entry->is_directory()) folders.push_back(entry->path());
  }
  if (problem) return core::fail(core::ErrorKind::bad_lab, "reading the lab's submissions/: " + problem.message());
  std::sort(folders.begin(), folders.end());
  std::stable_partition(folders.begin(), folders.end(),
                        [](const fs::path& folder) { return folder.filename().string().starts_with(reference); });
  folders.push_back(lab.directory / starter);
  return folders;
}

core::Result<void> keep_only(const std::set<std::string>& only, std::vector<fs::path>& folders) {
  for (const auto& name : only) {
    const auto named = [&](const fs::path& folder) { return folder.filename() == name; };
    if (std::none_of(folders.begin(), folders.end(), named)) {
      return core::fail(core::ErrorKind::usage, "the lab has no submission '" + name + "'");
    }
  }
  if (!only.empty()) std::erase_if(folders, [&](const fs::path& folder) { return !only.contains(folder.filename().string()); });
  return {};
}

core::Result<Table> Verification::run(const std::set<std::string>& only, const std::function<void(const Row&)>& tell) {
  auto folders = rows_of(lab_);
  if (!folders) return std::unexpected(folders.error());
  if (auto kept = keep_only(only, *folders); !kept) return std::unexpected(kept.error());
  Table table;
  for (const auto& folder : *folders) {
    auto row = folder.filename() == starter ? verify_starter() : verify_submission(folder);
    if (!row) return std::unexpected(row.error());
    table.rows.push_back(std::move(*row));
    progress_.clear();
    tell(table.rows.back());
  }
  find_gaps(table);
  // Of some rows alone nothing follows for the others.
  if (!only.empty()) table.unexercised.clear();
  return table;
}

std::string listing(const std::set<std::string>& evidence) {
  std::string text;
  for (const auto& id : evidence) text += (text.empty() ? "" : ", ") + id;
  return text;
}

void print_heading(const core::LabSpec& lab) {
  std::cout << lab.title << " (" << lab.id << " " << lab.version << "), " << to_string(lab.rubric.possible())
            << " points\n\n" << std::flush;
}

void print_row(const Row& row) {
  std::cout << (row.differences.empty() ? "  ok    " : "  WRONG ") << std::left << std::setw(28) << row.name << std::right
            << std::setw(7) << to_string(row.earned) << " points"
            << (row.open.hundredths == 0 ? "" : ", " + to_string(row.open) + " open") << '\n';
  if (!row.title.empty()) std::cout << "          " << row.title << '\n';
  if (is_defect(row)) std::cout << "          caught by " << (row.violated.empty() ? "nothing" : listing(row.violated)) << '\n';
  for (const auto& difference : row.differences) {
    std::cout << "          not as expected: " << report::escape_terminal(difference, 500) << '\n';
  }
  std::cout << std::flush;
}

void print_summary(const Table& table) {
  for (const auto& name : table.uncaught_by_cases) std::cout << "\nNo case catches the defect " << name << ".\n";
  if (!table.unexercised.empty()) std::cout << "\nCases that no defect exercises:\n";
  for (const auto& name : table.unexercised) std::cout << "  " << name << '\n';
  std::cout << (table.as_expected() ? "\nEvery row is as expected.\n" : "\nNot every row is as expected.\n");
}

std::string table_json(const core::LabSpec& lab, const Table& table) {
  auto rows = nlohmann::json::array();
  for (const auto& row : table.rows) {
    rows.push_back({{"submission", row.name},
                    {"title", row.title},
                    {"earned", to_string(row.earned)},
                    {"open", to_string(row.open)},
                    {"not_satisfied", row.violated},
                    {"differences", row.differences}});
  }
  const nlohmann::json json{{"schema", "assay.lab-verification/1"}, {"lab", lab.id},
                            {"version", lab.version},              {"as_expected", table.as_expected()},
                            {"submissions", rows},                 {"uncaught_by_cases", table.uncaught_by_cases},
                            {"unexercised_cases", table.unexercised}};
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace

ExitCode verify_lab(const std::string& name, const std::set<std::string>& only, const std::string& json, std::stop_token stop) {
  auto lab = find_lab(name);
  if (!lab) return report_error(lab.error());
  auto cache = util::cache_folder();
  if (!cache) return report_error(cache.error());
  const bool for_people = json != "-";
  if (for_people) print_heading(*lab);
  auto table = Verification(*lab, *cache, std::move(stop)).run(only, [&](const Row& row) {
    if (for_people) print_row(row);
  });
  if (!table) return report_error(table.error());
  if (for_people) print_summary(*table);
  if (json == "-") std::cout << table_json(*lab, *table);
  if (!json.empty() && json != "-") {
    if (auto written = util::write_named_file(json, table_json(*lab, *table)); !written) return report_error(written.error());
  }
  return table->as_expected() ? exit_graded : exit_below_minimum;
}

}  // namespace assay::cli
