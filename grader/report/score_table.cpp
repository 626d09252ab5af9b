#include "report/score_table.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "report/evidence_text.hpp"

namespace assay::report {
namespace {

constexpr std::size_t most_criteria = 60;
constexpr std::size_t title_cap = 120;
constexpr std::size_t band_cap = 24;
constexpr std::size_t bar_cells = 10;
constexpr std::size_t least_title_width = 16;

struct Widths {
  std::size_t title = 0;
  std::size_t points = 0;
};

struct Mark {
  std::string_view text;
  Style style;
};

Mark mark(const Page& page, core::Verdict verdict) {
  switch (verdict) {
    case core::Verdict::satisfied: return {page.glyph("✓", "+"), Style::good};
    case core::Verdict::violated: return {page.glyph("✗", "x"), Style::bad};
    case core::Verdict::inconclusive: return {"?", Style::open};
    case core::Verdict::not_graded: return {page.glyph("–", "-"), Style::open};
  }
  std::unreachable();
}

std::string earned_of_possible(const core::CriterionScore& criterion) {
  return core::to_string(criterion.earned) + " / " + core::to_string(criterion.possible);
}

std::string bar(const Page& page, const core::CriterionScore& criterion) {
  if (!page.options().unicode || criterion.possible <= core::Points{}) return {};
  const auto cells = [&](core::Points amount) {
    const auto exact = static_cast<std::int64_t>(bar_cells) * amount.hundredths / criterion.possible.hundredths;
    return static_cast<std::size_t>(std::clamp<std::int64_t>(exact, 0, bar_cells));
  };
  const auto earned = cells(criterion.earned);
  const auto not_lost = std::max(earned, cells(criterion.earned + criterion.open));
  std::string text = "  ";
  for (std::size_t cell = 0; cell < bar_cells; ++cell) text += cell < earned ? "█" : cell < not_lost ? "▒" : "·";
  return text;
}

/// A line in at most `columns` columns, "…" standing for what is cut of a word that has no
/// end within them.
std::string line_within(const std::string& line, std::size_t columns) {
  if (count_columns(line) <= columns) return line;
  std::string cut;
  for (auto cap = columns; cap > 0; --cap) {
    cut = escape_terminal(line, cap);
    cut.erase(std::min(cut.rfind("… ("), cut.size()));
    if (count_columns(cut) < columns) break;
  }
  return cut + "…";
}

Widths measure(const Page& page, const core::Score& score, std::size_t shown) {
  Widths widths;
  for (std::size_t index = 0; index < shown; ++index) {
    const auto& criterion = score.criteria[index];
    widths.title = std::max(widths.title, count_columns(escape_terminal(criterion.title, title_cap)));
    widths.points = std::max(widths.points, earned_of_possible(criterion).size());
  }
  const auto others = std::size_t{4} + 2 + widths.points + 2 + bar_cells + 2 + band_cap / 2;
  const auto room = page.options().width - std::min(page.options().width, others);
  widths.title = std::min(widths.title, std::max(room, least_title_width));
  return widths;
}

void write_row(Page& page, const core::CriterionScore& criterion, const Widths& widths) {
  const auto [sign, style] = mark(page, criterion.verdict);
  // The points stand beside the first line of a title that takes several.
  const auto title = wrap(escape_terminal(criterion.title, title_cap), widths.title);
  auto row = std::string(sign) + " ";
  row += pad_right(line_within(title.front(), widths.title), widths.title) + "  ";
  row += pad_left(earned_of_possible(criterion), widths.points) + bar(page, criterion);
  if (!criterion.band.empty()) row += "  " + escape_terminal(criterion.band, band_cap);
  if (criterion.open > core::Points{}) row += "  " + core::to_string(criterion.open) + " open";
  page.line(2, row, style);
  for (std::size_t index = 1; index < title.size(); ++index) page.line(4, line_within(title[index], widths.title), style);
}

}  // namespace

void write_score_table(Page& page, const core::Score& score) {
  auto sum = core::to_string(score.earned) + " of " + points_with_unit(score.possible);
  if (score.open > core::Points{}) sum += ", " + core::to_string(score.open) + " open";
  page.heading(sum);
  page.gap();
  const auto shown = std::min(score.criteria.size(), most_criteria);
  const auto widths = measure(page, score, shown);
  for (std::size_t index = 0; index < shown; ++index) write_row(page, score.criteria[index], widths);
  write_cut(page, 2, score.criteria.size() - shown, "criterion", "criteria");
}

std::string points_with_unit(core::Points amount) {
  return core::to_string(amount) + (amount == core::Points{100} ? " point" : " points");
}

}  // namespace assay::report
