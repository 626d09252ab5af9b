#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyse/flags.hpp"

namespace assay::analyse {

/// Bytes of all flags of a database together, of which a lab's has some KiB; units past it are left out.
inline constexpr std::size_t most_flag_bytes = std::size_t{8} << 20;

/// The admissible flags of each file that a compile_commands.json names, by its path in
/// the sandbox. The text is hostile: what is not understood is left out, and a text that
/// is no database gives none.
[[nodiscard]] std::map<std::string, std::vector<std::string>> read_compilation_database(std::string_view text,
                                                                                       const PathMap& paths);

/// Splits a command line as a POSIX shell would, without expanding anything.
[[nodiscard]] std::vector<std::string> split_command(std::string_view command);

}  // namespace assay::analyse
