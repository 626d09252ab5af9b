// Makes local repositories for tests, hostile ones included: objects are written raw, so
// that a tree can hold what git would not write.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct git_repository;

namespace assay::support {

/// Seconds since 1970, as a commit stores them.
using CommitTime = std::chrono::sys_seconds;

/// One line of a raw tree; the order given is the order written.
struct TreeLine {
  std::string mode;  ///< octal: "100644", "40000"
  std::string name;
  std::string id;    ///< forty hexadecimal digits
};

struct CommitDetails {
  CommitTime committed{std::chrono::seconds(1'000'000'000)};
  CommitTime authored{std::chrono::seconds(1'000'000'000)};
  std::vector<std::string> parents;
};

/// A repository under construction. A failing call throws std::runtime_error, which fails the test.
class GitRepository {
 public:
  /// An empty repository whose HEAD is the branch main.
  GitRepository(const std::filesystem::path& folder, bool bare);
  ~GitRepository();
  GitRepository(const GitRepository&) = delete;
  GitRepository& operator=(const GitRepository&) = delete;

  /// Each writes an object and gives its id.
  std::string blob(std::string_view content);
  std::string tree(const std::vector<TreeLine>& lines);
  std::string raw_object(std::string_view type, std::string_view content);
  std::string commit(const std::string& tree, const CommitDetails& details = {});
  std::string tag_object(const std::string& name, const std::string& target);

  /// A tree of files at the top or in folders.
  std::string files(const std::map<std::string, std::string>& content_by_path);
  /// A commit of these files at the end of `branch`, at that time.
  std::string commit_files(const std::map<std::string, std::string>& content_by_path, CommitTime time,
                           const std::string& branch = "main");

  /// Points a reference ("refs/heads/main", "refs/tags/v1") at an object.
  void set_reference(const std::string& name, const std::string& id);
  /// Makes every file of the branch's newest commit tracked in the index, without writing it.
  void track(const std::string& commit);

  [[nodiscard]] git_repository* get() const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path git_directory() const;

 private:
  struct State;
  std::filesystem::path folder_;
  std::unique_ptr<State> state_;
};

}  // namespace assay::support
