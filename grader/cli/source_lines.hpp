#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::cli {

/// Lines of a submission's files, each file read once. The files are as hostile as the rest
/// of a submission: links are not followed, and what is larger than 1 MiB is not read.
class SourceLines {
 public:
  explicit SourceLines(std::filesystem::path submission) : submission_(std::move(submission)) {}

  /// The line, from 1 on; nothing where the file or the line is not there.
  [[nodiscard]] std::optional<std::string> line(std::string_view file, unsigned number);

 private:
  const std::vector<std::string>& lines_of(const std::string& file);

  std::filesystem::path submission_;
  std::map<std::string, std::vector<std::string>> lines_by_file_;
};

}  // namespace assay::cli
