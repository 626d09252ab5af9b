#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace assay::analyse {

/// Where the submission's paths, as its build knew them, are found in the sandbox.
struct PathMap {
  struct Entry {
    std::filesystem::path seen;    ///< absolute, as written by the build
    std::filesystem::path inside;  ///< absolute, in the sandbox
  };
  std::vector<Entry> entries;  ///< the more special one first

  /// The path inside of what lies under an entry, or under /usr; nothing for any other.
  [[nodiscard]] std::optional<std::filesystem::path> inside(const std::filesystem::path& path) const;
};

/// What a submission's compile command may tell Clang: folders of headers, macros, the
/// language standard, exceptions, RTTI and threads. Everything else is dropped: plug-ins,
/// wrappers, other tools, response files and whatever a later Clang may add. The command's
/// first argument, the compiler, is dropped as well. Relative paths are of `directory`.
[[nodiscard]] std::vector<std::string> admissible_flags(std::span<const std::string> command,
                                                        const std::filesystem::path& directory,
                                                        const PathMap& paths);

}  // namespace assay::analyse
