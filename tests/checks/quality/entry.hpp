// A program with labels: what each check should say of it, and mutants of it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/verdict.hpp"
#include "quality/files.hpp"

namespace assay::quality {

/// "// mutant rt-jitter violated: old => new": one textual change and what is to be said of it.
struct Mutant {
  std::string file;
  std::string check;
  core::Verdict expected = core::Verdict::violated;
  std::string from;
  std::string to;
  bool everywhere = false;  ///< "=>*": every occurrence; else there is exactly one
};

/// What is expected of a check: nothing means that its property does not apply, and it must
/// not claim anything.
using Label = std::optional<core::Verdict>;

struct Entry {
  std::string name;                 ///< "retry/backoff_in_loop"
  std::filesystem::path root;       ///< where its files are, for headers that are not its own
  Files files;
  std::vector<std::string> units;   ///< those of `files` that are parsed
  std::vector<std::string> flags;   ///< further ones
  std::filesystem::path precompiled;  ///< headers that are read before its C++ files; may be none
  std::map<std::string, Label> labels;  ///< by check
  std::vector<Mutant> mutants;

  /// "none" for a family's role holds for the whole family.
  [[nodiscard]] bool must_not_claim(const std::string& check) const;
  /// Nothing in it is of any family that it has labels for.
  [[nodiscard]] bool is_decoy() const;
};

/// Every entry below a gallery: a file, or a folder with files, in a folder of a family. Labels
/// and mutants are read from comments. What is not understood is an error with its place.
[[nodiscard]] core::Result<std::vector<Entry>> read_gallery(const std::filesystem::path& folder);

/// Every entry below a folder of public code: a folder with a labels.toml.
[[nodiscard]] core::Result<std::vector<Entry>> read_corpus(const std::filesystem::path& folder);

/// The references of every lab below a folder, without labels.
[[nodiscard]] core::Result<std::vector<Entry>> read_references(const std::filesystem::path& labs);

/// The entry's files with the mutant's change made; an error where its text is not there.
[[nodiscard]] core::Result<Files> mutated(const Entry& entry, const Mutant& mutant);

}  // namespace assay::quality
