// Runs the real `assay`, as a person or a CI job would.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "util/temporary_directory.hpp"

namespace assay::test {

struct Ran {
  int exit_code = -1;
  std::string output;  ///< stdout and stderr together
};

/// Runs assay with the user's folders in the build tree, so that a lab is built once for
/// all tests. Fails the running test where it does not end within an hour; each test has a shorter
/// limit of its own. `environment` comes before all else.
Ran run_assay(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {});

/// The JSON report of a grading or check, and its exit code; null where there is none.
struct RanWithReport {
  Ran ran;
  nlohmann::json report;
};
RanWithReport run_assay_with_report(std::vector<std::string> arguments, const std::vector<std::string>& environment = {});

/// A folder of files for one test.
class Folder {
 public:
  Folder();
  [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }
  /// Makes the folders in between; fails the running test where that does not work.
  Folder& write(const std::filesystem::path& relative, const std::string& content);
  Folder& copy(const std::filesystem::path& from);

 private:
  util::TemporaryDirectory directory_;
};

/// The folder that holds assay and its siblings.
std::filesystem::path binary_folder();
/// The project's own sources.
std::filesystem::path source_folder();
/// XDG_CACHE_HOME and XDG_STATE_HOME of the programs that tests run, below this.
std::filesystem::path user_folder();

}  // namespace assay::test
