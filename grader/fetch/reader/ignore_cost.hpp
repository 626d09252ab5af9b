// How long ignore rules may take to apply, known before they are.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>

namespace assay::fetch::reader {

/// libgit2 1.5 tries every way to share a path among the stars of a pattern where none fits (git
/// mended the like in 2.41): of s stars over n characters there are about (n+s over s). Counts an
/// upper bound of those tries.
class IgnoreCost {
 public:
  /// Takes the patterns of one file in. From here on they count for every path, wherever the file lies.
  void add_rules(std::string_view ignore_file);

  /// Counts `path`, and says whether all that were counted so far take at most `most_tries`.
  [[nodiscard]] bool allows(std::string_view path);

  static constexpr double most_tries = 4e9;  ///< a minute at worst, and less than a second for what people write

 private:
  /// By the number of stars: how many patterns, a long one counting more than once.
  std::map<std::size_t, double> patterns_;
  double tries_ = 0;
};

}  // namespace assay::fetch::reader
