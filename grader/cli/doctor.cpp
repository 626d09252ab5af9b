#include "cli/doctor.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/console.hpp"
#include "cli/doctor_report.hpp"
#include "cli/doctor_services.hpp"
#include "cli/exit_codes.hpp"
#include "cli/lab_lookup.hpp"
#include "cli/operator_option.hpp"
#include "evidence/location.hpp"
#include "sandbox/runner.hpp"
#include "sandbox/survey/collect.hpp"
#include "sandbox/survey/diagnosis.hpp"
#include "sandbox/survey/trials.hpp"
#include "service/engine.hpp"
#include "util/installation.hpp"
#include "util/process.hpp"

namespace assay::cli {
namespace {

using sandbox::survey::Diagnosis;
using sandbox::survey::Standing;
using sandbox::survey::Survey;

constexpr const char* footer = R"(With --json, one JSON object:
  schema        "assay.doctor/1"
  ready         whether nothing is missing
  machine       the kernel, as whom, and in what container or CI job
  isolation     what holds a run here, as in every report; null where nothing can
  diagnoses     each with
    group       "Sandbox", "Tools", "Assay", "Services" or "Labs"
    what        what was looked at
    well        whether it is there, or nothing depends on it
    standing    "well", "advice" or "missing"
    found       what is there, or what is wrong
    why         why it matters; empty where it is well
    remedies    any one of them mends it: each with "when", and "lines" to type or to
                write into a file, of which those that begin with # explain

Exit codes: 0 ready to grade; 2 bad usage; 4 something is missing.)";

Standing standing(bool well) { return well ? Standing::well : Standing::missing; }

Diagnosis tool(const std::string& program, const std::string& package, const std::string& why) {
  auto ran = util::run_process({.program = program, .arguments = {"--version"}, .wall = std::chrono::seconds(20),
                                .environment = {}, .on_line = {}}, {});
  const bool well = ran && ran->exit_code == 0;
  return {program, standing(well), ran ? ran->output.substr(0, ran->output.find('\n')) : ran.error().message, why,
          {{"install it", {"apt-get install " + package}}}};
}

Diagnosis own_file(const std::string& what, const std::filesystem::path& path, const std::string& why) {
  const bool there = std::filesystem::exists(path);
  return {what, standing(there), path.string() + (there ? "" : " is missing"), why, {{"build it", {"./dev build"}}}};
}

Diagnosis folder(const std::string& what, const core::Result<std::filesystem::path>& path, const std::string& variable) {
  const std::string why = "what a grading makes is kept there";
  if (!path) return {what, Standing::missing, path.error().message, why, {{"say where your home is", {"export HOME=/path/to/your/home"}}}};
  const bool writable = ::access(path->c_str(), W_OK) == 0;
  return {what, standing(writable), path->string() + (writable ? "" : " cannot be written"), why,
          {{"own it, or choose another", {"chown \"$USER\" " + path->string(), "export " + variable + "=/another/folder"}}}};
}

core::Result<std::filesystem::path> evidence_folder() {
  auto file = evidence::default_location();
  if (!file) return file;
  // Made by the first grading; until then the nearest folder above is what counts.
  std::filesystem::path path = file->parent_path();
  while (!std::filesystem::exists(path)) path = path.parent_path();
  return path;
}

Diagnosis ceilings() {
  const auto found = operator_ceilings();
  const std::string what = "operator's ceilings";
  if (!found) return {what, Standing::missing, found.error().message, "no lab is taken while they cannot be read", {}};
  std::string text = found->file.empty() ? "none are set" : found->file.string();
  if (!found->reduced_isolation) text += "; reduced isolation is forbidden";
  return {what, Standing::well, text, {}, {}};
}

Findings labs() {
  Findings findings{"Labs", {}};
  for (const auto& path : bundled_labs()) {
    auto lab = find_lab(path.string());
    findings.diagnoses.push_back({path.filename().string(), standing(lab.has_value()), lab ? lab->version : lab.error().message,
                                  "it cannot be graded", {}});
  }
  return findings;
}

Survey survey_machine(bool box_works) {
  Survey survey = sandbox::survey::collect("/", sandbox::survey::own_variables());
  survey.bubblewrap = sandbox::survey::find_bubblewrap_facts();
  survey.trials = sandbox::survey::try_out(survey.bubblewrap, box_works);
  return survey;
}

// A whole box is the proof; what the survey says explains it.
Findings sandbox_findings(const Survey& survey, const core::Result<std::string>& isolation) {
  auto diagnoses = sandbox::survey::reconcile(sandbox::survey::diagnose(survey), isolation.has_value());
  Diagnosis whole{"a whole box", standing(isolation.has_value()), isolation ? *isolation : isolation.error().message,
                  "nothing of a submission runs outside of one", {}};
  const bool explained = std::ranges::any_of(diagnoses, [](const Diagnosis& one) { return one.standing == Standing::missing; });
  if (!isolation && !explained) whole.remedies = {{"its error is all that is known: every part that was tried alone works", {}}};
  diagnoses.insert(diagnoses.begin(), std::move(whole));
  return {"Sandbox", std::move(diagnoses)};
}

Examination examine() {
  const auto isolation = sandbox::try_a_box();
  const Survey survey = survey_machine(isolation.has_value());
  return {.machine = sandbox::survey::describe(survey),
          .isolation = isolation ? *isolation : "",
          .findings = {sandbox_findings(survey, isolation),
                       {"Tools",
                        {tool("g++", "g++", "submissions and judges are compiled with it"),
                         tool("cmake", "cmake", "submissions and judges are configured with it"),
                         tool("ninja", "ninja-build", "submissions and judges are built with it")}},
                       {"Assay",
                        {own_file("checks", util::program_folder() / "assay-checks", "it reads the code of submissions"),
                         own_file("fetch", util::program_folder() / "assay-fetch", "it reads the repositories of submissions"),
                         own_file("kit", util::share_folder() / "AssayKitTargets.cmake", "judges are made of it"),
                         folder("cache", util::cache_folder(), "XDG_CACHE_HOME"),
                         folder("evidence", evidence_folder(), "XDG_STATE_HOME"), ceilings()}},
                       examine_services("/", service::engine_folder()),
                       labs()}};
}

}  // namespace

CLI::App* add_doctor(CLI::App& parent, int& exit_code) {
  CLI::App* app = parent.add_subcommand("doctor", "What is present, what is missing, why it matters, and what mends it");
  auto json = std::make_shared<bool>(false);
  app->add_flag("--json", *json, "As JSON, for programs");
  app->footer(footer);
  app->callback([json, &exit_code] {
    const Examination found = examine();
    std::cout << (*json ? to_json(found) : to_page(found, terminal_options())) << std::flush;
    exit_code = found.ready() ? exit_graded : exit_could_not_grade;
  });
  return app;
}

}  // namespace assay::cli
