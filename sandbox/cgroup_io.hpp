// Reading and writing control files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace assay::sandbox::cgroup_io {

/// Writes without creating the file. The error names the path and the value.
[[nodiscard]] core::Result<void> write(const std::filesystem::path& file, std::string_view value);

/// The whole of a small control file. The error names the path.
[[nodiscard]] core::Result<std::string> read(const std::filesystem::path& file);

/// The number that a file consists of.
[[nodiscard]] core::Result<std::uint64_t> read_number(const std::filesystem::path& file);

/// The number on the line "key number".
[[nodiscard]] core::Result<std::uint64_t> read_keyed(const std::filesystem::path& file, std::string_view key);

/// Whether `word` is one of the words, separated by blanks, of `text`.
[[nodiscard]] bool has_word(std::string_view text, std::string_view word);

}  // namespace assay::sandbox::cgroup_io
