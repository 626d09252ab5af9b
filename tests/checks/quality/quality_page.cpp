#include "quality/quality_page.hpp"

#include <array>
#include <cstdio>
#include <map>
#include <sstream>

namespace assay::quality {
namespace {

// What all checks together must reach in the gallery.
constexpr double least_precision = 0.97;
constexpr double least_recall = 0.90;
constexpr double least_decided = 0.90;
constexpr double least_caught = 0.90;
constexpr double most_accusing = 0.02;
constexpr double least_unchanged = 0.98;
constexpr unsigned decoys_a_claim = 19;

/// Figures are kept to a thousandth.
constexpr double rounding = 0.0006;

constexpr std::string_view introduction = R"(# How good the checks are

Made by `checks_quality --write checks/QUALITY.md` from the programs in `tests/checks/gallery`, each with labels of
its own; the CTest test `quality` holds the checks to it. A program is *labelled* where its
property applies. *Precision* is the share of right ones among all *violated*, *recall* the share of violations that
were found, *decided* the share of labelled programs with a verdict. *Claimed* are programs without the property that a
check says something of: a role that is not there, or a violation.

| check | labelled | violated | precision | recall | decided | claimed |
|---|---|---|---|---|---|---|
)";

std::string share(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

std::string row(const std::string& name, const Figures& figures) {
  return "| " + name + " | " + std::to_string(figures.labelled) + " | " + std::to_string(figures.expected) + " | " +
         share(figures.precision()) + " | " + share(figures.recall()) + " | " + share(figures.decided_share()) + " | " +
         std::to_string(figures.claimed) + " of " + std::to_string(figures.absent) + " |\n";
}

double part(unsigned some, unsigned all) { return all == 0 ? 1 : double(some) / all; }

std::string of(unsigned some, unsigned all) {
  return std::to_string(some) + " of " + std::to_string(all) + " (" + share(part(some, all)) + ")";
}

/// Precision, recall and share decided, by the check's name; "all" for the sum.
using Kept = std::map<std::string, std::array<double, 3>>;

Kept read(std::string_view page) {
  Kept result;
  std::istringstream lines{std::string(page)};
  for (std::string line; std::getline(lines, line);) {
    char name[80];
    unsigned labelled = 0, violated = 0;
    double precision = 0, recall = 0, decided = 0;
    if (std::sscanf(line.c_str(), "| %79[a-z0-9-] | %u | %u | %lf | %lf | %lf |", name, &labelled, &violated, &precision, &recall,
                    &decided) == 6)
      result[name] = {precision, recall, decided};
  }
  return result;
}

void compare(const std::string& name, const Figures& figures, const Kept& kept, Comparison& result) {
  const auto before = kept.find(name);
  if (before == kept.end()) {
    result.rises.push_back(name + " is not in the kept page");
    return;
  }
  const std::array now{figures.precision(), figures.recall(), figures.decided_share()};
  constexpr std::array names{"precision", "recall", "share decided"};
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto sentence = name + ": " + names[i] + " was " + share(before->second[i]) + ", is " + share(now[i]);
    if (now[i] < before->second[i] - rounding) result.drops.push_back(sentence);
    if (now[i] > before->second[i] + rounding) result.rises.push_back(sentence);
  }
}

void require(double value, double least, const char* what, Comparison& result) {
  if (value < least - rounding)
    result.drops.push_back(std::string(what) + " is " + share(value) + ", and must be " + share(least));
}

}  // namespace

std::string to_markdown(const Tally& tally) {
  std::string text(introduction);
  for (const auto& [check, figures] : tally.checks) text += row(check, figures);
  text += row("all", tally.all());
  text += "\nDecoys, programs that resemble a family's: " + of(tally.decoys_claimed, tally.decoys) + " claimed.\n";
  if (tally.mutants > 0)
    text += "\nMutants, programs with one defect put in: " + of(tally.mutants_caught, tally.mutants) + " caught; " +
            of(tally.mutants_accusing, tally.mutants) + " with an accusation beside the one that is right.\n";
  if (tally.rounds > 0)
    text += "\nVerdicts that stay under changes which alter no behaviour (names, layout, order, kinds of lock, early\nreturns, …), " +
            std::to_string(tally.rounds) + " changed programs: " +
            of(tally.verdicts - tally.verdicts_changed, tally.verdicts) + ".\n";
  return text;
}

Comparison compare(const Tally& tally, std::string_view kept_page) {
  Comparison result;
  const auto kept = read(kept_page);
  for (const auto& [check, figures] : tally.checks) compare(check, figures, kept, result);
  const auto all = tally.all();
  require(all.precision(), least_precision, "the precision of all checks", result);
  require(all.recall(), least_recall, "the recall of all checks", result);
  require(all.decided_share(), least_decided, "the share that all checks decide", result);
  require(part(tally.mutants_caught, tally.mutants), least_caught, "the share of mutants caught", result);
  require(part(tally.verdicts - tally.verdicts_changed, tally.verdicts), least_unchanged, "the share of verdicts that stay", result);
  if (tally.mutants_accusing > most_accusing * tally.mutants)
    result.drops.push_back(of(tally.mutants_accusing, tally.mutants) + " mutants raise another accusation");
  if (tally.decoys_claimed * decoys_a_claim > tally.decoys)
    result.drops.push_back(of(tally.decoys_claimed, tally.decoys) + " decoys are claimed");
  if (tally.rounds_broken > 0)
    result.drops.push_back(std::to_string(tally.rounds_broken) + " transformed programs do not compile: the transformation is wrong");
  return result;
}

}  // namespace assay::quality
