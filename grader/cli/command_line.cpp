#include "cli/command_line.hpp"

#include <string>

#include <CLI/CLI.hpp>

#include "cli/analyse.hpp"
#include "cli/check.hpp"
#include "cli/checks.hpp"
#include "cli/doctor.hpp"
#include "cli/evidence.hpp"
#include "cli/exit_codes.hpp"
#include "cli/explain.hpp"
#include "cli/grade.hpp"
#include "cli/lab.hpp"
#include "cli/operator_option.hpp"
#include "cli/rescore.hpp"
#include "cli/sandbox_run.hpp"
#include "util/interruption.hpp"
#include "version.hpp"

namespace assay::cli {

int run_command_line(int argc, char** argv) {
  auto stop = util::stop_on_signals();
  if (!stop) return report_error(stop.error());
  CLI::App app{"Assay grades lab submissions: it builds them in a sandbox, drives them through the lab's suites,\n"
               "reads their C++, and turns what it saw into points, each with its reason."};
  app.name("assay");
  app.set_version_flag("--version", std::string(version));
  app.require_subcommand(1);
  app.footer("Exit codes: 0 graded, or done; 1 below --min-score, or a verification failed; 2 bad usage;\n"
             "3 bad lab; 4 could not grade (a fault of the grader or the machine, never a score); 5 interrupted.");
  add_operator_option(app);
  int exit_code = exit_graded;
  add_grade(app, *stop, exit_code);
  add_check(app, *stop, exit_code);
  add_rescore(app, exit_code);
  add_evidence(app, exit_code);
  add_lab(app, *stop, exit_code);
  add_analysis(app, "analyse", exit_code);
  add_checks(app, exit_code);
  add_explain(app, exit_code);
  CLI::App* sandbox = app.add_subcommand("sandbox", "Try the sandbox by hand");
  sandbox->require_subcommand(1);
  add_sandbox_run(*sandbox, exit_code, *stop);
  add_doctor(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    // --help and --version come here too, with exit code 0.
    return app.exit(problem) == 0 ? exit_graded : exit_usage;
  }
  return exit_code;
}

}  // namespace assay::cli
