#include "cli/doctor_report.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace assay::cli {
namespace {

using report::Page;
using report::Style;
using sandbox::survey::Diagnosis;
using sandbox::survey::Remedy;
using sandbox::survey::Standing;

constexpr std::size_t word_column = 2;
constexpr std::size_t text_column = 11;
constexpr std::size_t name_width = 20;

struct Mark {
  const char* word;
  Style style;
};

Mark mark_of(Standing standing) {
  switch (standing) {
    case Standing::well: return {"ok", Style::good};
    case Standing::advice: return {"note", Style::open};
    case Standing::missing: return {"MISSING", Style::bad};
  }
  return {"", Style::plain};
}

void show(const Remedy& remedy, Page& page) {
  page.sentence(text_column, (remedy.when.empty() ? "mend it" : remedy.when) + (remedy.lines.empty() ? "" : ":"));
  for (const auto& line : remedy.lines) page.line(text_column + 4, line, Style::bold);
}

void show(const Diagnosis& diagnosis, Page& page) {
  const Mark mark = mark_of(diagnosis.standing);
  page.row(word_column, report::pad_right(mark.word, text_column - word_column) + report::pad_right(diagnosis.what, name_width) + "  ",
           diagnosis.found, mark.style);
  if (diagnosis.standing == Standing::well) return;
  if (!diagnosis.why.empty()) page.sentence(text_column, "Why it matters: " + diagnosis.why + ".");
  for (const auto& remedy : diagnosis.remedies) show(remedy, page);
  page.gap();
}

nlohmann::json json_of(const Diagnosis& diagnosis, const std::string& group) {
  auto remedies = nlohmann::json::array();
  for (const auto& [when, lines] : diagnosis.remedies) remedies.push_back({{"when", when}, {"lines", lines}});
  return {{"group", group},
          {"what", diagnosis.what},
          {"well", diagnosis.standing != Standing::missing},
          {"standing", sandbox::survey::to_string(diagnosis.standing)},
          {"found", diagnosis.found},
          {"why", diagnosis.why},
          {"remedies", std::move(remedies)}};
}

}  // namespace

bool Examination::ready() const {
  return std::ranges::all_of(findings, [](const Findings& group) {
    return std::ranges::none_of(group.diagnoses, [](const Diagnosis& diagnosis) { return diagnosis.standing == Standing::missing; });
  });
}

std::string to_page(const Examination& examination, const report::TerminalOptions& options) {
  Page page(options);
  page.sentence(0, examination.machine);
  for (const auto& [title, diagnoses] : examination.findings) {
    page.heading(title);
    for (const auto& diagnosis : diagnoses) show(diagnosis, page);
  }
  page.gap();
  if (examination.ready()) {
    page.line(0, "Ready to grade.", Style::good);
  } else {
    page.line(0, "Not ready to grade.", Style::bad);
  }
  return page.take();
}

std::string to_json(const Examination& examination) {
  auto diagnoses = nlohmann::json::array();
  for (const auto& group : examination.findings) {
    for (const auto& diagnosis : group.diagnoses) diagnoses.push_back(json_of(diagnosis, group.title));
  }
  const nlohmann::json json{{"schema", "assay.doctor/1"},
                            {"ready", examination.ready()},
                            {"machine", examination.machine},
                            {"isolation", examination.isolation.empty() ? nlohmann::json() : nlohmann::json(examination.isolation)},
                            {"diagnoses", std::move(diagnoses)}};
  // What a machine's files say need not be UTF-8.
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace assay::cli
