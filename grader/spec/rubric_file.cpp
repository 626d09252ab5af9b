#include "spec/rubric_file.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "core/evidence_pattern.hpp"
#include "spec/schema.hpp"
#include "spec/table_reader.hpp"
#include "spec/toml_file.hpp"

namespace assay::spec {
namespace {

using namespace core;

constexpr std::array<std::string_view, 5> rule_names{"all-or-nothing", "proportional", "weighted", "bands", "manual"};
constexpr std::array<CriterionRule, 5> rules{CriterionRule::all_or_nothing, CriterionRule::proportional,
                                             CriterionRule::weighted, CriterionRule::bands, CriterionRule::manual};
constexpr std::int64_t largest_weight = 1000;

std::string join(const auto& values, auto&& name_of) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : ", ") + name_of(value);
  return text.empty() ? "none" : text;
}

// Empty, or why the lab cannot give what the pattern asks for.
std::string unknown_in(const LabSpec& lab, const EvidencePattern& pattern) {
  if (pattern.kind == EvidenceKind::check) {
    if (std::ranges::any_of(lab.checks, [&](const auto& id) { return pattern.asks_for_check(id); })) return {};
    return "no enabled check of lab.toml is '" + pattern.name + "'; enabled: " +
           join(lab.checks, [](const std::string& id) { return id; });
  }
  if (std::ranges::any_of(lab.suites, [&](const auto& suite) { return suite.id == pattern.suite; })) return {};
  return "no suite of lab.toml is '" + pattern.suite + "'; suites: " +
         join(lab.suites, [](const SuiteSpec& suite) { return suite.id; });
}

void check_entry(const Text& entry, CriterionRule rule, const LabSpec* lab, TableReader& table) {
  const auto pattern = parse_evidence_pattern(entry.value);
  if (!pattern) {
    table.problem_at(entry.place, "evidence", pattern.error().message);
    return;
  }
  if ((rule == CriterionRule::bands) != (pattern->kind == EvidenceKind::metric)) {
    table.problem_at(entry.place, "evidence", rule == CriterionRule::bands
                                                  ? "'" + entry.value + "' is not a metric: the rule bands goes by one"
                                                  : "'" + entry.value + "' is a metric: only the rule bands goes by one");
    return;
  }
  if (lab == nullptr) return;
  if (const auto why = unknown_in(*lab, *pattern); !why.empty()) table.problem_at(entry.place, "evidence", why);
}

void read_evidence(TableReader& table, const LabSpec* lab, Criterion& criterion) {
  for (const Text& entry : table.texts("evidence")) {
    if (std::ranges::find(criterion.evidence, entry.value) != criterion.evidence.end()) {
      table.problem_at(entry.place, "evidence", "'" + entry.value + "' is listed already");
      continue;
    }
    check_entry(entry, criterion.rule, lab, table);
    criterion.evidence.push_back(entry.value);
  }
  const std::size_t entries = criterion.evidence.size();
  if (criterion.rule == CriterionRule::manual && entries != 0) {
    table.problem("evidence", "the rule manual draws on none: a person decides");
  } else if (criterion.rule == CriterionRule::bands && entries != 1) {
    table.problem("evidence", "the rule bands needs exactly one metric:<suite>/<case>/<name>");
  } else if (criterion.rule != CriterionRule::manual && entries == 0) {
    table.problem("evidence", "is required: expected at least one case:<suite>/<name> or check:<id>");
  }
}

void read_weights(TableReader& table, Criterion& criterion) {
  const auto* weights = table.free_table("weights");
  if (criterion.rule == CriterionRule::weighted && !table.has("weights")) {
    table.problem("weights", "is required by the rule weighted: expected { \"<entry of evidence>\" = <weight>, … }");
  }
  if (weights == nullptr) return;
  if (criterion.rule != CriterionRule::weighted) table.problem("weights", "is only for the rule weighted");
  for (const auto& [key, value] : *weights) {
    const std::string entry(key.str());
    const Place place = place_of(key.source());
    if (std::ranges::find(criterion.evidence, entry) == criterion.evidence.end()) {
      table.problem_at(place, "weights", "'" + entry + "' is not an entry of evidence");
    }
    const auto* weight = value.as_integer();
    if (weight == nullptr || weight->get() < 1 || weight->get() > largest_weight) {
      table.problem_at(place_of(value.source()), "weights",
                       "expected a whole number from 1 to " + std::to_string(largest_weight));
      continue;
    }
    criterion.weights[entry] = static_cast<unsigned>(weight->get());
  }
}

// The order and the points of the bands that were read.
void check_bands(std::vector<TableReader>& tables, const Criterion& criterion) {
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const Band& band = criterion.bands[i];
    const bool is_last = i + 1 == tables.size();
    if (is_last && tables[i].has("at_least")) {
      tables[i].problem("at_least", "the last band takes the rest: expected no threshold");
    }
    if (i == 0) {
      if (band.points != criterion.points) {
        tables[i].problem("points", "the first band is worth the criterion's " + to_string(criterion.points) +
                                        " points, found " + to_string(band.points));
      }
      continue;
    }
    const Band& above = criterion.bands[i - 1];
    if (band.points >= above.points) {
      tables[i].problem("points", "expected less than the " + to_string(above.points) + " of the band above");
    }
    if (!is_last && band.at_least >= above.at_least) {
      tables[i].problem("at_least", "expected less than the threshold of the band above");
    }
  }
}

void read_bands(TableReader& table, Criterion& criterion) {
  auto tables = table.tables("band", schema::band);
  if (criterion.rule != CriterionRule::bands) {
    if (table.has("band")) table.problem("band", "is only for the rule bands");
    return;
  }
  if (tables.size() < 2) {
    table.problem("band", "the rule bands needs at least two [[criterion.band]]");
    return;
  }
  for (TableReader& entry : tables) {
    const bool is_last = &entry == &tables.back();
    Band band;
    band.title = entry.text("title", 60);
    if (!is_last) band.at_least = entry.number("at_least");
    band.points = entry.points("points");
    criterion.bands.push_back(std::move(band));
  }
  check_bands(tables, criterion);
}

Criterion read_criterion(TableReader& table, const LabSpec* lab) {
  Criterion criterion;
  criterion.id = table.id("id");
  criterion.title = table.text("title", 160);
  criterion.points = table.points("points");
  if (table.has("points") && criterion.points == Points{}) table.problem("points", "expected more than 0");
  criterion.read = table.text_or("read", {}, 300);
  const auto rule = table.word("rule", rule_names);
  if (!rule) return criterion;  // what the other keys should be depends on it
  criterion.rule = rules[*rule];
  read_evidence(table, lab, criterion);
  read_weights(table, criterion);
  read_bands(table, criterion);
  return criterion;
}

}  // namespace

Rubric read_rubric_file(const std::filesystem::path& file, const LabSpec* lab, Diagnostics& diagnostics) {
  Rubric rubric;
  const toml::table content = read_toml(file, diagnostics);
  if (!diagnostics.empty()) return rubric;
  TableReader root(content, schema::rubric_file, {}, diagnostics);
  std::set<std::string> ids;
  for (TableReader& table : root.tables("criterion", schema::criterion)) {
    rubric.criteria.push_back(read_criterion(table, lab));
    const std::string& id = rubric.criteria.back().id;
    if (!id.empty() && !ids.insert(id).second) table.problem("id", "another criterion is called '" + id + "' already");
  }
  if (!root.has("criterion")) root.problem("criterion", "is required: expected at least one [[criterion]]");
  TableReader head = root.table("rubric", schema::rubric);
  const Points total = head.points("total");
  if (head.has("total") && rubric.possible() != total) {
    head.problem("total", "the criteria's points sum to " + to_string(rubric.possible()) + ", not to " + to_string(total));
  }
  if (lab != nullptr && lab->starter_ceiling > rubric.possible()) {
    head.problem("total", "is below the starter's ceiling of " + to_string(lab->starter_ceiling) + " in lab.toml");
  }
  return rubric;
}

}  // namespace assay::spec
