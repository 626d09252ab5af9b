// Lines of the submission's source around the places that evidence names.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"

namespace assay::report {

/// One line of a file of the submission, from 1 on; nothing where there is none.
using ReadSourceLine = std::function<std::optional<std::string>(std::string_view file, unsigned line)>;

/// Lines of one file that follow each other.
struct Excerpt {
  std::string file;
  unsigned first_line = 1;
  std::vector<std::string> lines;  ///< as they stand in the file, without their ends; hostile
};

/// The lines around each place, at most four before and after it. Places whose lines touch
/// or overlap share an excerpt; a place without a line, or in a file that cannot be read, has
/// none. In the order of files' names and lines, at most 400 excerpts.
[[nodiscard]] std::vector<Excerpt> read_excerpts(std::span<const core::Location> places,
                                                 const ReadSourceLine& source_line);

}  // namespace assay::report
