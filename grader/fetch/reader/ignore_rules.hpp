// Which files of a working folder the repository's rules leave out.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "fetch/attempt.hpp"
#include "fetch/git.hpp"
#include "fetch/messages.hpp"
#include "fetch/reader/ignore_cost.hpp"

namespace assay::fetch::reader {

/// Answers from the repository's index (a tracked file is never left out), its info/exclude,
/// the caller's own git/ignore, and the .gitignore files that come with the questions. Those are
/// laid into `stand_in`, an empty folder that stands for the working folder.
class IgnoreRules {
 public:
  [[nodiscard]] static Attempt<IgnoreRules> open(git_repository* repository, const std::filesystem::path& stand_in);

  /// Whether each name is left out, in their order. Folders are asked about from the top down. Refused as
  /// `unsafe_ignore_file` where the patterns could take too long over the paths that are there.
  [[nodiscard]] Attempt<std::vector<bool>> answer(const IgnoreQuestion& question);

 private:
  IgnoreRules(git_repository* repository, std::filesystem::path stand_in, IgnoreCost cost)
      : repository_(repository), stand_in_(std::move(stand_in)), cost_(std::move(cost)) {}

  git_repository* repository_;
  std::filesystem::path stand_in_;
  IgnoreCost cost_;
  std::set<std::string> tracked_;  ///< files, and with a '/' at the end the folders that hold one
};

}  // namespace assay::fetch::reader
