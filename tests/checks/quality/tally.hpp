// Counts how far what the checks said agrees with the labels.
#pragma once

#include <map>
#include <string>

#include "quality/runner.hpp"

namespace assay::quality {

/// The figures of one check, or of all together.
struct Figures {
  unsigned labelled = 0;       ///< programs with a verdict for it
  unsigned decided = 0;        ///< of these, those with a verdict said
  unsigned expected = 0;       ///< labelled violated
  unsigned found = 0;          ///< of these, said violated
  unsigned said = 0;           ///< said violated, wherever there is a label
  unsigned right = 0;          ///< of these, labelled violated
  unsigned absent = 0;         ///< programs that it must not claim
  unsigned claimed = 0;        ///< of these, claimed

  [[nodiscard]] double precision() const { return said == 0 ? 1 : double(right) / said; }
  [[nodiscard]] double recall() const { return expected == 0 ? 1 : double(found) / expected; }
  [[nodiscard]] double decided_share() const { return labelled == 0 ? 1 : double(decided) / labelled; }
  Figures& operator+=(const Figures& other);
};

/// A verdict that is not the label's, or a change that was not seen.
struct Deviation {
  std::string program, check, text;
  bool wrong = false;  ///< else it is only open
};

struct Tally {
  std::map<std::string, Figures> checks;
  unsigned decoys = 0, decoys_claimed = 0;
  unsigned mutants = 0, mutants_caught = 0, mutants_accusing = 0;
  unsigned rounds = 0, rounds_broken = 0;          ///< transformed programs; those that do not compile
  unsigned verdicts = 0, verdicts_changed = 0;     ///< in those that do
  std::vector<Deviation> deviations;

  [[nodiscard]] Figures all() const;
  void count(const Entry& entry, const Said& said);
  void count(const Entry& entry, const Mutant& mutant, const Said& before, const Said& after);
  void count_round(const Entry& entry, const std::string& round, const Said& before, const Said& after);
};

}  // namespace assay::quality
