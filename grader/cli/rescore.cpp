#include "cli/rescore.hpp"

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "cli/exit_codes.hpp"
#include "cli/grading_command.hpp"
#include "cli/html_page.hpp"
#include "cli/lab_lookup.hpp"
#include "evidence/gradings.hpp"
#include "evidence/location.hpp"
#include "evidence/store.hpp"
#include "report/escape.hpp"
#include "score/difference.hpp"
#include "score/score.hpp"
#include "spec/lab_digest.hpp"
#include "spec/load_lab.hpp"

namespace assay::cli {
namespace {

using namespace core;

struct Options {
  std::string store, stream, lab, rubric, html;
  bool all = false, json = false;
};

// What every stream is scored by.
struct Scales {
  LabSpec lab;
  std::string digest;
  std::optional<Rubric> candidate;  ///< from --rubric

  [[nodiscard]] const Rubric& rubric() const { return candidate ? *candidate : lab.rubric; }
};

Result<Scales> load_scales(const Options& options) {
  auto lab = find_lab(options.lab);
  if (!lab) return std::unexpected(lab.error());
  auto digest = spec::lab_digest(lab->directory);
  if (!digest) return std::unexpected(digest.error());
  Scales scales{std::move(*lab), std::move(*digest), std::nullopt};
  if (!options.rubric.empty()) {
    auto rubric = spec::load_rubric(options.rubric, scales.lab);
    if (!rubric) return std::unexpected(rubric.error());
    scales.candidate = std::move(*rubric);
  }
  return scales;
}

std::string shown(std::string_view text) { return report::escape_terminal(text, 120); }

std::string earned_of(const Score& score) {
  if (!score.graded) return "not graded";
  std::string text = to_string(score.earned) + "/" + to_string(score.possible);
  return score.open == Points{} ? text : text + " (" + to_string(score.open) + " open)";
}

std::string earned_of(const std::optional<CriterionScore>& score) {
  if (!score) return "-";
  std::string text = to_string(score->earned) + "/" + to_string(score->possible);
  return score->open == Points{} ? text : text + " (" + to_string(score->open) + " open)";
}

// A submission under both rubrics; `before` is absent without --rubric.
struct Rescored {
  std::string stream;
  std::optional<Score> before;
  Score after;
  bool lab_changed = false;  ///< it was graded with another state of the lab
  std::vector<Record> records;  ///< of the grading
};

void print_people(const Rescored& rescored) {
  const Score& after = rescored.after;
  std::cout << shown(rescored.stream) << "  ";
  if (rescored.before) std::cout << earned_of(*rescored.before) << " -> ";
  std::cout << earned_of(after) << '\n';
  if (!after.graded) std::cout << "  not graded: " << shown(after.not_graded_because) << '\n';
  if (rescored.lab_changed) std::cout << "  note: the lab has changed since this was graded\n";
  const auto changes = score::compare(rescored.before ? *rescored.before : after, after);
  for (const auto& change : changes) {
    if (rescored.before && !change.is_change()) continue;
    std::cout << "  " << change.id << "  ";
    if (rescored.before) std::cout << earned_of(change.before) << " -> ";
    std::cout << earned_of(change.after) << "  " << shown(change.title) << '\n';
  }
}

nlohmann::json points_json(const std::optional<CriterionScore>& score) {
  if (!score) return nullptr;
  return {{"earned", to_string(score->earned)}, {"open", to_string(score->open)}, {"possible", to_string(score->possible)}};
}

nlohmann::json total_json(const Score& score) {
  nlohmann::json total{{"graded", score.graded}, {"possible", to_string(score.possible)}};
  if (score.graded) {
    total["earned"] = to_string(score.earned);
    total["open"] = to_string(score.open);
  } else {
    total["not_graded_because"] = score.not_graded_because;
  }
  return total;
}

void print_json(const Rescored& rescored) {
  nlohmann::json line{{"stream", rescored.stream}, {"lab_changed", rescored.lab_changed}, {"after", total_json(rescored.after)}};
  if (rescored.before) line["before"] = total_json(*rescored.before);
  auto& criteria = line["criteria"] = nlohmann::json::array();
  for (const auto& change : score::compare(rescored.before ? *rescored.before : rescored.after, rescored.after)) {
    nlohmann::json entry{{"id", change.id}, {"after", points_json(change.after)}};
    if (rescored.before) entry["before"] = points_json(change.before);
    criteria.push_back(std::move(entry));
  }
  // A message may quote a submission's bytes.
  std::cout << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

// Nothing where the stream's last grading is of another lab, which --all passes over.
Result<std::optional<Rescored>> rescore(const evidence::Store& store, const std::string& stream, const Scales& scales) {
  const auto records = store.read(stream);
  if (!records) return std::unexpected(records.error());
  const auto grading = evidence::last_grading(*records);
  if (grading.empty()) return fail(ErrorKind::usage, "no finished grading is recorded of '" + stream + "'");
  const auto& started = std::get<GradingStarted>(grading.front().event);
  if (started.lab != scales.lab.id) return std::nullopt;
  Rescored rescored{stream, std::nullopt, score::score(scales.rubric(), grading), started.lab_digest != scales.digest,
                    grading};
  if (scales.candidate) rescored.before = score::score(scales.lab.rubric, grading);
  return rescored;
}

// The source is not at hand any more, so the page comes without excerpts. One submission has
// the folder to itself, as when it is graded; of several each has its name.
Result<void> write_html(const Rescored& rescored, const LabSpec& lab, const Options& options) {
  if (options.html.empty()) return {};
  const auto report = report::assemble(
      rescored.after, rescored.records,
      {.lab_title = lab.title, .replay = [&](const CaseResult& result) { return replay_command(lab, result); }});
  return write_page(options.html, options.all ? page_name(rescored.stream) : "index", report);
}

Result<std::vector<std::string>> streams_of(const evidence::Store& store, const Options& options) {
  if (!options.all) return std::vector{options.stream};
  const auto streams = store.streams();
  if (!streams) return std::unexpected(streams.error());
  std::vector<std::string> names;
  for (const auto& stream : *streams) names.push_back(stream.name);
  return names;
}

ExitCode run(const Options& options) {
  if (options.all == !options.stream.empty()) return report_error({ErrorKind::usage, "give either a STREAM or --all"});
  const auto scales = load_scales(options);
  if (!scales) return report_error(scales.error());
  const auto file = options.store.empty() ? evidence::default_location() : Result<std::filesystem::path>(options.store);
  if (!file) return report_error(file.error());
  const auto store = evidence::Store::open(*file, evidence::Store::Open::existing);
  if (!store) return report_error(store.error());
  const auto streams = streams_of(*store, options);
  if (!streams) return report_error(streams.error());
  ExitCode worst = exit_graded;
  for (const auto& stream : *streams) {
    const auto rescored = rescore(*store, stream, *scales);
    if (!rescored) {
      // One submission that was never graded does not keep the others from their points.
      const bool passes = options.all && rescored.error().kind == ErrorKind::usage;
      if (!passes) return report_error(rescored.error());
      continue;
    }
    if (!*rescored) {
      if (options.all) continue;
      return report_error({ErrorKind::usage, "'" + stream + "' was graded for another lab"});
    }
    options.json ? print_json(**rescored) : print_people(**rescored);
    if (auto written = write_html(**rescored, scales->lab, options); !written) return report_error(written.error());
    if (!(*rescored)->after.graded) worst = exit_could_not_grade;
  }
  return worst;
}

}  // namespace

CLI::App* add_rescore(CLI::App& parent, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* app = parent.add_subcommand("rescore", "Score recorded evidence again, without running anything");
  app->add_option("STREAM", options->stream, "A submission's evidence stream");
  app->add_flag("--all", options->all, "Every submission of the lab");
  app->add_option("--lab", options->lab, "A lab's id, or its folder")->required();
  app->add_option("--rubric", options->rubric, "A rubric to try out: shows what it changes against the lab's own");
  app->add_option("--store", options->store, "The evidence store; without it, evidence.db among the user's own state");
  app->add_option("--html", options->html,
                  "Write the report as a page for a browser into this folder: index.html, with --all one a submission");
  app->add_flag("--json", options->json, "One JSON object a line");
  app->callback([options, &exit_code] { exit_code = run(*options); });
  return app;
}

}  // namespace assay::cli
