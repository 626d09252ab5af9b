// How long ignore rules may take to apply, known before they are.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <string_view>

namespace assay::fetch::reader {

/// libgit2 1.5 tries every way to share a path among the stars of a pattern where none fits: s
/// stars over n characters, and double stars over a path's parts, have (n+s over s) of them. Counts
/// an upper bound of those tries.
class IgnoreCost {
 public:
  /// Takes the patterns of one file in. From here on they count for every path, wherever the file
  /// lies. False where libgit2 1.5 would read one of them for ever, which is where a pattern begins
  /// with a form feed or a vertical tab; so no file may hold either.
  [[nodiscard]] bool add_rules(std::string_view ignore_file);

  /// Counts `path`, and says whether all that were counted so far take few enough tries.
  [[nodiscard]] bool allows(std::string_view path);

  // A try takes some 5 ns. Four stars and forty characters are 135,751 tries at worst.
  static constexpr double tries_for_all = 1e8;
  static constexpr double tries_for_a_path = 2e5;  ///< beside those

 private:
  struct Stars {
    std::size_t single = 0;
    std::size_t doubled = 0;  ///< `**` as a part of its own
    friend auto operator<=>(const Stars&, const Stars&) = default;
  };
  static Stars stars_in(std::string_view pattern);

  std::map<Stars, double> patterns_;  ///< how many there are with such stars, a long one counting more than once
  double tries_ = 0;
  double paths_ = 0;
};

}  // namespace assay::fetch::reader
