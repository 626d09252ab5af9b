#include "cli/evidence.hpp"

#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/exit_codes.hpp"
#include "core/event_json.hpp"
#include "core/evidence_pattern.hpp"
#include "evidence/gradings.hpp"
#include "evidence/location.hpp"
#include "evidence/store.hpp"
#include "report/escape.hpp"

namespace assay::cli {
namespace {

using namespace core;

struct Options {
  std::string store;
  std::string stream;
  std::size_t grading = 0;  ///< from 1; 0: the last one
  bool json = false;
  std::string output;
};

Result<evidence::Store> open(const Options& options) {
  auto file = options.store.empty() ? evidence::default_location() : Result<std::filesystem::path>(options.store);
  if (!file) return std::unexpected(file.error());
  return evidence::Store::open(*file, evidence::Store::Open::existing);
}

std::string shown(std::string_view text, std::size_t cap = 200) { return report::escape_terminal(text, cap); }

std::string_view name_of(BuildStatus status) {
  switch (status) {
    case BuildStatus::succeeded: return "succeeded";
    case BuildStatus::failed: return "failed";
    case BuildStatus::limit: return "reached a limit";
    case BuildStatus::no_subject: return "declares no subject";
  }
  return "";
}

// One line for each kind of event, not escaped.
struct Line {
  std::string operator()(const GradingStarted& event) const {
    return "lab " + event.lab + " " + event.lab_version + ", Assay " + event.grader + ", sandbox " + event.isolation;
  }
  std::string operator()(const SourceFetched& event) const {
    return event.source + (event.commit.empty() ? "" : " at " + event.commit) + (event.dirty ? ", with changes" : "");
  }
  std::string operator()(const SourceRefused& event) const { return event.reason + ": " + event.message; }
  std::string operator()(const BuildFinished& event) const {
    const std::string detail = event.message.empty() ? "" : ": " + event.message;
    return std::string(name_of(event.status)) + " in " + to_string(event.wall) + detail;
  }
  std::string operator()(const SuiteStarted& event) const {
    return event.suite + ", " + std::to_string(event.cases.size()) + " cases";
  }
  std::string operator()(const CaseFinished& event) const {
    const CaseResult& result = event.result;
    std::string text = case_evidence(result.suite, result.name) + " " + std::string(to_string(result.verdict));
    if (result.verdict != Verdict::satisfied && !result.expected.empty()) {
      text += ": expected " + result.expected + "; got " + result.actual;
    }
    return text;
  }
  std::string operator()(const SuiteFinished& event) const { return event.suite + " in " + to_string(event.wall); }
  std::string operator()(const SuiteNotRun& event) const { return event.suite + ": " + event.why; }
  std::string operator()(const CheckReported& event) const {
    const Finding& finding = event.finding;
    std::string text = check_evidence(finding.check) + " " + std::string(to_string(finding.verdict));
    if (!finding.locations.empty()) {
      text += " at " + finding.locations.front().file + ":" + std::to_string(finding.locations.front().line);
    }
    return text + (finding.message.empty() ? "" : ": " + finding.message);
  }
  std::string operator()(const AnalysisFinished& event) const {
    const std::string detail = event.message.empty() ? "" : "; ended early: " + event.message;
    return std::to_string(event.units) + " units, " + std::to_string(event.problems.size()) + " parse problems" + detail;
  }
  std::string operator()(const StageFailed& event) const { return event.stage + ": " + event.message; }
  std::string operator()(const GradingFinished& event) const { return event.complete ? "complete" : "not graded"; }
};

nlohmann::json as_json(const Record& record) {
  return {{"sequence", record.sequence}, {"recorded_at", to_string(record.recorded_at)},
          {"kind", event_kind(record.event)}, {"payload", event_to_json(record.event)}};
}

ExitCode list_streams(const evidence::Store& store, bool json) {
  const auto streams = store.streams();
  if (!streams) return report_error(streams.error());
  for (const auto& stream : *streams) {
    if (json) {
      std::cout << nlohmann::json{{"stream", stream.name}, {"records", stream.version}, {"gradings", stream.gradings},
                                  {"last_recorded_at", to_string(stream.last_recorded_at)}}.dump() << '\n';
    } else {
      std::cout << to_string(stream.last_recorded_at) << "  " << stream.gradings
                << (stream.gradings == 1 ? " grading   " : " gradings  ") << shown(stream.name) << '\n';
    }
  }
  if (streams->empty() && !json) std::cout << "No evidence has been recorded yet.\n";
  return exit_graded;
}

void print(const std::vector<Record>& records, bool json) {
  for (const auto& record : records) {
    if (json) {
      std::cout << as_json(record).dump() << '\n';
    } else {
      std::cout << record.sequence << "  " << to_string(record.recorded_at) << "  " << event_kind(record.event) << "  "
                << shown(std::visit(Line{}, record.event)) << '\n';
    }
  }
}

ExitCode show(const Options& options) {
  const auto store = open(options);
  if (!store) return report_error(store.error());
  if (options.stream.empty()) return list_streams(*store, options.json);
  const auto records = store->read(options.stream);
  if (!records) return report_error(records.error());
  const auto gradings = evidence::gradings(*records);
  if (gradings.empty()) return report_error({ErrorKind::usage, "no grading is recorded of '" + options.stream + "'"});
  if (options.grading > gradings.size()) {
    return report_error({ErrorKind::usage, "'" + options.stream + "' has " + std::to_string(gradings.size()) +
                                               " gradings: there is no " + std::to_string(options.grading)});
  }
  const std::size_t number = options.grading == 0 ? gradings.size() : options.grading;
  if (!options.json) std::cout << shown(options.stream) << ", grading " << number << " of " << gradings.size() << '\n';
  print(gradings[number - 1], options.json);
  return exit_graded;
}

ExitCode verify(const Options& options) {
  const auto store = open(options);
  if (!store) return report_error(store.error());
  const auto found = store->verify();
  if (!found) return report_error(found.error());
  if (found->broken) {
    const auto& [stream, sequence, why] = *found->broken;
    return report_error({ErrorKind::infrastructure, "the evidence was changed: record " + std::to_string(sequence) +
                                                        " of '" + stream + "': " + why});
  }
  for (const auto& head : found->heads) {
    std::cout << head.hash << "  " << head.sequence << "  " << shown(head.stream) << '\n';
  }
  std::cout << "All " << found->records << " records fit. A list of these hashes, kept elsewhere, shows later that none was rewritten.\n";
  return exit_graded;
}

ExitCode export_evidence(const Options& options) {
  const auto store = open(options);
  if (!store) return report_error(store.error());
  const auto stream = options.stream.empty() ? std::nullopt : std::optional(options.stream);
  if (options.output.empty() || options.output == "-") {
    const auto done = store->export_ndjson(std::cout, stream);
    return done ? exit_graded : report_error(done.error());
  }
  std::ofstream file(options.output, std::ios::binary | std::ios::trunc);
  if (!file) return report_error({ErrorKind::usage, "cannot write " + options.output});
  if (const auto done = store->export_ndjson(file, stream); !done) return report_error(done.error());
  file.close();
  if (!file) return report_error({ErrorKind::infrastructure, "writing " + options.output + " failed"});
  return exit_graded;
}

CLI::App* add_command(CLI::App& parent, const std::shared_ptr<Options>& options, const char* name, const char* help,
                      ExitCode (*run)(const Options&), int& exit_code) {
  CLI::App* app = parent.add_subcommand(name, help);
  app->add_option("--store", options->store, "The evidence store; without it, evidence.db among the user's own state");
  app->callback([options, run, &exit_code] { exit_code = run(*options); });
  return app;
}

}  // namespace

CLI::App* add_evidence(CLI::App& parent, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* app = parent.add_subcommand("evidence", "Look at the recorded evidence, verify it or export it");
  app->require_subcommand(1);
  CLI::App* shower = add_command(*app, options, "show", "Show a submission's last grading, or list the submissions", show, exit_code);
  shower->add_option("STREAM", options->stream, "A submission's stream; without it, they are listed");
  shower->add_option("--grading", options->grading, "Show this grading, counted from 1")->check(CLI::PositiveNumber);
  shower->add_flag("--json", options->json, "One JSON object a line");
  add_command(*app, options, "verify", "Compute every hash again, and name the first record that does not fit", verify, exit_code);
  CLI::App* exporter = add_command(*app, options, "export", "Write the records as NDJSON, with their hashes", export_evidence, exit_code);
  exporter->add_option("STREAM", options->stream, "A submission's stream; without it, all");
  exporter->add_option("-o,--output", options->output, "The file to write; without it, stdout");
  return app;
}

}  // namespace assay::cli
