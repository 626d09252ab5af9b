#include "cli/checks.hpp"

#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "checks/registry/registry.hpp"
#include "cli/analyse.hpp"
#include "cli/check_catalogue.hpp"
#include "cli/check_json.hpp"
#include "cli/console.hpp"
#include "cli/exit_codes.hpp"

namespace assay::cli {
namespace {

constexpr std::size_t id_column = 26;

void list_as_text() {
  report::Page page(terminal_options());
  std::string family;
  for (const auto& check : checks::all_checks()) {
    if (auto name = family_of(check); name != family) {
      page.heading(name);
      family = std::move(name);
    }
    page.row(2, report::pad_right(check.id, id_column), check.title);
  }
  page.gap();
  page.sentence(0, "`assay explain CHECK` says what one of them looks for and why.");
  std::cout << page.take();
}

void list_as_json() {
  nlohmann::json json{{"schema", "assay.checks/1"}, {"checks", nlohmann::json::array()}};
  for (const auto& check : checks::all_checks()) json["checks"].push_back(check_to_json(check));
  std::cout << json.dump(2) << '\n';
}

}  // namespace

CLI::App* add_checks(CLI::App& parent, int& exit_code) {
  CLI::App* app = parent.add_subcommand("checks", "List the checks, run them");
  app->require_subcommand(1);
  CLI::App* list = app->add_subcommand("list", "Every check there is, by family");
  auto as_json = std::make_shared<bool>(false);
  list->add_flag("--json", *as_json, "Print JSON (schema assay.checks/1)");
  list->callback([as_json, &exit_code] {
    *as_json ? list_as_json() : list_as_text();
    exit_code = exit_graded;
  });
  add_analysis(*app, "run", exit_code);
  return app;
}

}  // namespace assay::cli
