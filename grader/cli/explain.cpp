#include "cli/explain.hpp"

#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "checks/pages/pages.hpp"
#include "cli/check_catalogue.hpp"
#include "cli/check_json.hpp"
#include "cli/console.hpp"
#include "cli/exit_codes.hpp"
#include "report/markdown.hpp"

namespace assay::cli {
namespace {

struct Wanted {
  std::string id;
  bool json = false;
  bool markdown = false;
};

ExitCode run(const Wanted& wanted) {
  const auto check = find_check(wanted.id);
  if (!check) return report_error(check.error());
  const auto* page = checks::find_page((*check)->id);
  const std::string_view text = page == nullptr ? std::string_view() : page->text;
  if (wanted.json) {
    auto json = check_to_json(**check);
    json["schema"] = "assay.check/1";
    json["page"] = text;
    std::cout << json.dump(2) << '\n';
  } else if (wanted.markdown) {
    std::cout << text;
  } else {
    report::Page shown(terminal_options());
    report::add_markdown(shown, text);
    std::cout << shown.take();
  }
  return exit_graded;
}

}  // namespace

CLI::App* add_explain(CLI::App& parent, int& exit_code) {
  CLI::App* app = parent.add_subcommand("explain", "What a check looks for, why, and how to do better");
  auto wanted = std::make_shared<Wanted>();
  app->add_option("CHECK", wanted->id, "A check's id, as `assay checks list` shows them")->required();
  auto* json = app->add_flag("--json", wanted->json, "Print JSON (schema assay.check/1)");
  app->add_flag("--markdown", wanted->markdown, "Print the page as it is written")->excludes(json);
  app->callback([&exit_code, wanted] { exit_code = run(*wanted); });
  return app;
}

}  // namespace assay::cli
