#include "cli/lab.hpp"

#include <memory>
#include <set>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/isolation_option.hpp"
#include "cli/lab_copy.hpp"
#include "cli/lab_show.hpp"
#include "cli/lab_verify.hpp"

namespace assay::cli {
namespace {

struct Names {
  std::string lab, folder, json;
  std::set<std::string> only;
};

}  // namespace

CLI::App* add_lab(CLI::App& parent, std::stop_token stop, int& exit_code) {
  CLI::App* app = parent.add_subcommand("lab", "List labs, look at one, begin one, prove one");
  app->require_subcommand(1);
  auto names = std::make_shared<Names>();

  app->add_subcommand("list", "The labs that come with Assay")->callback([&exit_code] { exit_code = list_labs(); });

  CLI::App* show = app->add_subcommand("show", "A lab's suites, limits, checks and rubric");
  show->add_option("LAB", names->lab, "A lab's id, or its folder")->required();
  show->callback([names, &exit_code] { exit_code = show_lab(names->lab); });

  CLI::App* fresh = app->add_subcommand("new", "Begin a lab: a folder that passes `assay lab verify`, to be changed from there");
  fresh->add_option("DIR", names->folder, "The folder to make; its name becomes the lab's id")->required();
  fresh->callback([names, &exit_code] { exit_code = new_lab(names->folder); });

  CLI::App* starter = app->add_subcommand("starter", "Copy what a student starts from, with the contract, into a new folder");
  starter->add_option("LAB", names->lab, "A lab's id, or its folder")->required();
  starter->add_option("DIR", names->folder, "The folder to make")->required();
  starter->callback([names, &exit_code] { exit_code = copy_starter(names->lab, names->folder); });

  CLI::App* verify = app->add_subcommand(
      "verify", "Grade the lab's own submissions, and hold each against its expected.toml");
  verify->add_option("LAB", names->lab, "A lab's id, or its folder")->required();
  verify->add_option("--only", names->only, "A folder of submissions/, or starter; may be repeated")->allow_extra_args(false);
  verify->add_option("--json", names->json, "Write the table as JSON to this file; - for stdout");
  add_isolation_option(*verify);
  verify->callback([names, stop = std::move(stop), &exit_code] { exit_code = verify_lab(names->lab, names->only, names->json, stop); });
  return app;
}

}  // namespace assay::cli
