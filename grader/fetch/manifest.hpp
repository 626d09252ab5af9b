// What a checkout will hold, counted against the caps before any of it is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/submission.hpp"
#include "fetch/attempt.hpp"

namespace assay::fetch {

enum class EntryKind { file, executable, link };

/// A file or link to be written.
struct Entry {
  std::string path;  ///< '/' between parts
  EntryKind kind = EntryKind::file;
  std::uint64_t size = 0;
  std::string id;    ///< the object's, where it is from a repository
};

inline constexpr std::size_t longest_path = 1024;  ///< bytes
inline constexpr std::ptrdiff_t deepest_path = 64;  ///< parts

/// "100644", "100755" or "120000", as git writes them.
[[nodiscard]] std::string mode_of(EntryKind kind);

class Manifest {
 public:
  explicit Manifest(const core::CheckoutLimits& limits) : limits_(limits) {}

  /// Each counts the entry `parent`/`name` and refuses it where its name is not allowed or
  /// taken, its path is over 1024 bytes or 64 folders deep, or a cap is broken
  /// (`too_many_files`, `too_many_folders`, `file_too_large`, `submission_too_large`).
  [[nodiscard]] Attempt<void> add_folder(const std::string& parent, const std::string& name);
  [[nodiscard]] Attempt<void> add(const std::string& parent, const std::string& name, EntryKind kind,
                                  std::uint64_t size, std::string id = {});

  /// Sorted by path, byte for byte.
  [[nodiscard]] std::vector<Entry> take_entries();
  [[nodiscard]] core::Bytes size() const { return size_; }

 private:
  [[nodiscard]] Attempt<void> check_path(const std::string& path, const std::string& name);

  core::CheckoutLimits limits_;
  std::set<std::string> taken_;
  std::vector<Entry> entries_;
  std::uint64_t folders_ = 0;
  core::Bytes size_;
};

/// `parent`/`name`, or `name` at the top.
[[nodiscard]] std::string join(const std::string& parent, const std::string& name);

}  // namespace assay::fetch
