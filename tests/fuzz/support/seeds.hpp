// The inputs that a target begins with.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace assay::fuzz {

struct Seed {
  std::string name;
  std::string content;
};

/// A file that ends in `.hex` is written in hexadecimal digits, with blanks and comments from '#'
/// to the line's end. Throws std::runtime_error where it cannot be read or is not what its name says.
[[nodiscard]] Seed read_seed(const std::filesystem::path& file);

/// The files of a corpus folder, in the order of their names.
[[nodiscard]] std::vector<Seed> read_seeds(const std::filesystem::path& folder);

/// The words of a libFuzzer dictionary (`name="value"` with `\\`, `\"` and `\xNN`, a line each);
/// none where there is no such file. Throws std::runtime_error as `read_seeds` does.
[[nodiscard]] std::vector<std::string> read_dictionary(const std::filesystem::path& file);

}  // namespace assay::fuzz
