#include "quality/tally.hpp"

namespace assay::quality {
namespace {

using core::Verdict;

bool is_decided(Verdict verdict) { return verdict == Verdict::satisfied || verdict == Verdict::violated; }

bool is_role(const std::string& check) { return check.ends_with("-role"); }

/// A role is claimed where it is found, a property where its absence costs points.
bool claims(const std::string& check, Verdict verdict) {
  return is_role(check) ? verdict == Verdict::satisfied : verdict == Verdict::violated;
}

std::string words(Verdict verdict) { return std::string(core::to_string(verdict)); }

std::string message_of(const Said& said, const std::string& check) {
  const auto found = said.findings.find(check);
  return found == said.findings.end() ? "there is no such check" : found->second.message;
}

}  // namespace

Figures& Figures::operator+=(const Figures& other) {
  labelled += other.labelled;
  decided += other.decided;
  expected += other.expected;
  found += other.found;
  said += other.said;
  right += other.right;
  absent += other.absent;
  claimed += other.claimed;
  return *this;
}

Figures Tally::all() const {
  Figures result;
  for (const auto& [check, figures] : checks) result += figures;
  return result;
}

void Tally::count(const Entry& entry, const Said& said) {
  bool claimed = false;
  for (const auto& [check, label] : entry.labels) {
    const auto verdict = said.verdict(check);
    auto& figures = checks[check];
    if (!label) continue;
    ++figures.labelled;
    figures.decided += is_decided(verdict) ? 1 : 0;
    figures.expected += *label == Verdict::violated ? 1 : 0;
    figures.said += verdict == Verdict::violated ? 1 : 0;
    if (verdict == Verdict::violated && *label == Verdict::violated) ++figures.found, ++figures.right;
    if (verdict != *label)
      deviations.push_back({entry.name, check, words(*label) + " expected, " + words(verdict) + ": " + message_of(said, check), is_decided(verdict)});
  }
  for (const auto& [check, finding] : said.findings) {
    if (!entry.must_not_claim(check)) continue;
    auto& figures = checks[check];
    ++figures.absent;
    // That a role is missing is no accusation where it is.
    figures.said += finding.verdict == Verdict::violated && !is_role(check) ? 1 : 0;
    if (!claims(check, finding.verdict)) continue;
    ++figures.claimed;
    claimed = true;
    deviations.push_back({entry.name, check, "nothing expected, " + words(finding.verdict) + ": " + finding.message, true});
  }
  decoys += entry.is_decoy() ? 1 : 0;
  decoys_claimed += entry.is_decoy() && claimed ? 1 : 0;
  for (const auto& problem : said.problems)
    deviations.push_back({entry.name, "parsing", problem.location.file + ":" + std::to_string(problem.location.line) + ": " + problem.message, false});
}

void Tally::count(const Entry& entry, const Mutant& mutant, const Said& before, const Said& after) {
  const auto name = entry.name + ", '" + mutant.from + "' => '" + mutant.to + "'";
  ++mutants;
  const auto verdict = after.verdict(mutant.check);
  if (verdict == mutant.expected) {
    ++mutants_caught;
  } else {
    deviations.push_back({name, mutant.check, words(mutant.expected) + " expected, " + words(verdict) + ": " + message_of(after, mutant.check), false});
  }
  bool accuses = false;
  for (const auto& [check, finding] : after.findings) {
    if (check == mutant.check || finding.verdict != Verdict::violated || before.verdict(check) == Verdict::violated) continue;
    accuses = true;
    deviations.push_back({name, check, "a further accusation: " + finding.message, true});
  }
  mutants_accusing += accuses ? 1 : 0;
}

void Tally::count_round(const Entry& entry, const std::string& round, const Said& before, const Said& after) {
  ++rounds;
  if (after.problems.size() > before.problems.size()) {
    ++rounds_broken;
    const auto& problem = after.problems.front();
    deviations.push_back({entry.name, round, "does not compile: " + problem.location.file + ":" + std::to_string(problem.location.line) + ": " + problem.message, true});
    return;
  }
  for (const auto& [check, finding] : before.findings) {
    ++verdicts;
    const auto verdict = after.verdict(check);
    if (verdict == finding.verdict) continue;
    ++verdicts_changed;
    deviations.push_back({entry.name + " (" + round + ")", check, "was " + words(finding.verdict) + ", is " + words(verdict) + ": " + message_of(after, check), true});
  }
}

}  // namespace assay::quality
