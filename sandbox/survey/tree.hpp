// Reading the small files that a survey is made from.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::sandbox::survey {

/// One line of /proc/self/mountinfo; see proc(5).
struct MountEntry {
  std::string root;   ///< the folder of the file system that the mount shows
  std::string point;
  std::string type;
  bool read_only = false;
  std::vector<std::string> options;  ///< of the file system itself: "memory" of a version 1 cgroup
};

/// A folder that stands for /.
class Tree {
 public:
  explicit Tree(std::filesystem::path root) : root_(std::move(root)) {}

  [[nodiscard]] std::filesystem::path at(std::string_view path) const { return root_ / std::filesystem::path(path).relative_path(); }
  [[nodiscard]] bool has(std::string_view path) const;
  /// What a symbolic link says; empty where it is none.
  [[nodiscard]] std::string link(std::string_view path) const;
  /// Empty where it cannot be read; at most 1 MiB.
  [[nodiscard]] std::string text(std::string_view path) const;
  [[nodiscard]] std::vector<std::string> lines(std::string_view path) const;
  /// The whole number that the file begins with.
  [[nodiscard]] std::optional<long> number(std::string_view path) const;
  /// What follows "key:" or "key=" on its line, without blanks and quotes.
  [[nodiscard]] std::string value(std::string_view path, std::string_view key) const;
  /// All mounts, in the order of mounting.
  [[nodiscard]] std::vector<MountEntry> mounts() const;

 private:
  std::filesystem::path root_;
};

/// The parts between separators, empty ones left out.
[[nodiscard]] std::vector<std::string> split(std::string_view text, std::string_view separators);

}  // namespace assay::sandbox::survey
