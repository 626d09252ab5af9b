#include "spec/rules_file.hpp"

#include <algorithm>
#include <array>

#include "checks/registry/registry.hpp"
#include "spec/table_reader.hpp"
#include "spec/toml_file.hpp"

namespace assay::spec {
namespace {

core::ProjectRule read_rule(TableReader& table, const std::string& file) {
  constexpr std::array<std::string_view, 2> expectations{"absent", "present"};
  core::ProjectRule rule;
  rule.id = table.id("id");
  rule.message = table.text("message", 300);
  rule.page = table.text_or("page", "", 300);
  rule.matcher = table.block("matcher", 4'000);
  const auto place = table.place("matcher");
  rule.place = file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
  if (table.has("expect")) rule.must_be_there = table.word("expect", expectations) == std::size_t{1};
  return rule;
}

}  // namespace

void read_rules_file(const std::filesystem::path& file, core::LabSpec& lab, Diagnostics& diagnostics) {
  std::error_code ignored;  // what cannot be looked at is read, and says why
  if (std::filesystem::symlink_status(file, ignored).type() == std::filesystem::file_type::not_found) return;
  const toml::table table = read_toml(file, diagnostics);
  if (!diagnostics.empty()) return;
  TableReader root(table, schema::rules_file, {}, diagnostics);
  for (TableReader& entry : root.tables("rule", schema::rule)) {
    auto rule = read_rule(entry, file.filename().string());
    if (std::ranges::find(lab.rules, rule.id, &core::ProjectRule::id) != lab.rules.end())
      entry.problem("id", "another rule is called '" + rule.id + "' already");
    if (std::ranges::find(checks::all_checks(), rule.id, &checks::Check::id) != checks::all_checks().end())
      entry.problem("id", "'" + rule.id + "' is a check's id");
    lab.checks.push_back(rule.check());
    lab.rules.push_back(std::move(rule));
  }
}

}  // namespace assay::spec
