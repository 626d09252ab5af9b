#include "score/pieces.hpp"

#include "core/evidence_pattern.hpp"

namespace assay::score {
namespace {

using namespace core;

std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return text;
}

Reason not_looked_at(const std::string& entry, const std::string& why) {
  return {.record = 0, .evidence = entry, .verdict = Verdict::not_graded, .summary = "not looked at: " + why, .lost = {}};
}

std::unexpected<Error> names_nothing(const Criterion& criterion, const std::string& entry, const char* what) {
  return fail(ErrorKind::infrastructure,
              "the rubric's criterion '" + criterion.id + "': " + entry + " names no " + what);
}

unsigned weight_of(const Criterion& criterion, const std::string& entry) {
  const auto weight = criterion.weights.find(entry);
  return weight == criterion.weights.end() ? 1 : weight->second;
}

std::string why_without(const std::string& suite, const Observations& seen) {
  const auto not_run = seen.suites_not_run.find(suite);
  if (not_run == seen.suites_not_run.end()) return "the suite '" + suite + "' was no part of this grading";
  return "the suite '" + suite + "' could not be run: " + one_line(not_run->second);
}

// Adds what one entry asks for; gives the number of pieces, new or not.
std::size_t add_cases(const EvidencePattern& pattern, unsigned weight, const Observations& seen, Pieces& pieces) {
  std::size_t count = 0;
  for (const auto& [key, result] : seen.cases) {
    if (!pattern.asks_for_case(key.first, key.second)) continue;
    ++count;
    pieces.seen.try_emplace(case_evidence(key.first, key.second),
                            Piece{result.record, result.value.verdict, summarise(result.value), weight});
  }
  return count;
}

std::size_t add_checks(const EvidencePattern& pattern, unsigned weight, const Observations& seen, Pieces& pieces) {
  std::size_t count = 0;
  for (const auto& [id, finding] : seen.findings) {
    if (!pattern.asks_for_check(id)) continue;
    ++count;
    pieces.seen.try_emplace(check_evidence(id), Piece{finding.record, finding.value.verdict,
                                                      one_line(finding.value.message), weight});
  }
  return count;
}

}  // namespace

std::string summarise(const CaseResult& result) {
  if (result.verdict == Verdict::satisfied || (result.expected.empty() && result.actual.empty())) {
    return one_line(result.title);
  }
  return one_line("expected " + result.expected + "; got " + result.actual);
}

Reason piece_reason(const std::string& evidence, const Piece& piece) {
  return {.record = piece.record, .evidence = evidence, .verdict = piece.verdict, .summary = piece.summary, .lost = {}};
}

Result<Pieces> collect_pieces(const Criterion& criterion, const Observations& seen) {
  Pieces pieces;
  for (const auto& entry : criterion.evidence) {
    const auto pattern = parse_evidence_pattern(entry);
    if (!pattern) return within("the rubric's criterion '" + criterion.id + "'", pattern.error());
    const unsigned weight = weight_of(criterion, entry);
    if (pattern->kind == EvidenceKind::check) {
      const std::size_t count = add_checks(*pattern, weight, seen, pieces);
      if (!seen.analysis) {
        pieces.unseen.push_back(not_looked_at(entry, "the code was not analysed"));
      } else if (!seen.analysis->message.empty()) {
        // Which of a pattern's checks are missing cannot be told, so only a pattern that
        // names one check, and found it, is known to be complete.
        const bool complete = count == 1 && pattern->name.find_first_of("*?") == std::string::npos;
        if (!complete) pieces.unseen.push_back(not_looked_at(entry, "the analysis ended early: " + one_line(seen.analysis->message)));
      } else if (count == 0) {
        return names_nothing(criterion, entry, "check that reported");
      }
    } else if (!seen.suites.contains(pattern->suite)) {
      pieces.unseen.push_back(not_looked_at(entry, why_without(pattern->suite, seen)));
    } else if (add_cases(*pattern, weight, seen, pieces) == 0) {
      return names_nothing(criterion, entry, "case of its suite");
    }
  }
  return pieces;
}

}  // namespace assay::score
