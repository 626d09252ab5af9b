// Changes of where functions stand, of enumerations, and which names are a program's own.
#pragma once

#include <set>
#include <string>

#include "quality/transform/unit.hpp"

namespace assay::quality {

/// Bodies of member functions that are written in their class go behind it.
void move_out_of_line(const ParsedSource& source, std::vector<Edit>& edits);

/// Neighbouring member functions of a class change places.
void reorder_members(const ParsedSource& source, std::vector<Edit>& edits);

/// "enum class" becomes "enum", where no enumerator's name is used twice.
void unscope_enumerations(const ParsedSource& source, std::vector<Edit>& edits);

/// Names, as they are spelt.
struct Names {
  std::set<std::string> own;      ///< of something declared in the program
  std::set<std::string> foreign;  ///< of something else that the program uses, or may mean
};
void collect_names(const ParsedSource& source, Names& names);

/// Those that may be spelt otherwise: macros of the program are among them.
[[nodiscard]] std::set<std::string> renamable(const Names& names, const Files& files);

}  // namespace assay::quality
