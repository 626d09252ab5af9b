// The qualified names of a unit's own files as they are written, with what stands around
// them. Where a declaration is missing, its use is all there is to say what it declares.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "checks/engine/source_scope.hpp"

namespace assay::checks {

struct ChainPart {
  std::string name;
  bool has_arguments = false;          ///< of a template
  std::vector<bool> value_arguments;   ///< for each argument, whether it is a value
};

/// `a::b<c>::d` with the tokens before and after.
struct Chain {
  std::vector<ChainPart> parts;
  std::string before, before2;  ///< the token before, and the one before that
  std::string after, after2;
  bool declares = false;        ///< a parenthesis, then a brace follow: TEST(a, b) {
  bool at_brace_depth_0 = false;
};

/// How a name after `.` or `->` is used.
struct MemberUse {
  bool called = false;
  bool read = false;
  bool with_types = false;   ///< called with template arguments that are types
  bool with_values = false;
};

struct OwnTokens {
  std::vector<Chain> chains;
  std::map<std::string, MemberUse> members;
  std::set<std::string> words;       ///< every identifier
  std::set<std::string> clocks;      ///< names whose `now` is called: `Clock::now()`
  bool returns_values = false;       ///< a coroutine's `co_return` has an operand
};

/// Reads a unit's file and the own headers that it names, whether or not its conditions
/// leave them in. `flags` are the unit's, for the folders of headers in them.
[[nodiscard]] OwnTokens read_own_tokens(const std::filesystem::path& file, const std::vector<std::string>& flags,
                                        const SourceScope& scope);

}  // namespace assay::checks
