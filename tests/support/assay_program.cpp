#include "support/assay_program.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "service/engine.hpp"
#include "util/process.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;

util::TemporaryDirectory new_directory() {
  auto directory = util::TemporaryDirectory::create();
  EXPECT_TRUE(directory) << directory.error().message;
  return std::move(*directory);
}

// An engine is the user's own and not made again for tests, which have other folders than the user: it is looked for
// where ./dev has installed it.
std::string engine_setting() {
  const auto folder = service::engine_folder();
  EXPECT_TRUE(folder) << folder.error().message;
  return std::string(service::engine_variable) + "=" + (folder ? folder->string() : "");
}

}  // namespace

fs::path binary_folder() { return ASSAY_BINARY_FOLDER; }
fs::path source_folder() { return ASSAY_SOURCE_FOLDER; }
fs::path user_folder() { return binary_folder().parent_path() / "test-user"; }

Ran run_assay(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
  std::vector<std::string> settings = environment;
  settings.insert(settings.end(), {engine_setting(), "XDG_CACHE_HOME=" + (user_folder() / "cache").string(),
                                   "XDG_STATE_HOME=" + (user_folder() / "state").string(), "LANG=C.UTF-8"});
  auto ran = util::run_process({.program = binary_folder() / "assay",
                                .arguments = arguments,
                                .wall = std::chrono::hours(1),
                                .environment = settings,
                                .on_line = {}},
                               {});
  EXPECT_TRUE(ran) << ran.error().message;
  if (!ran) return {};
  return {ran->exit_code, ran->output};
}

RanWithReport run_assay_with_report(std::vector<std::string> arguments, const std::vector<std::string>& environment) {
  Folder folder;
  const fs::path file = folder.path() / "report.json";
  arguments.insert(arguments.end(), {"--json", file.string()});
  RanWithReport result{run_assay(arguments, environment), nullptr};
  std::ifstream stream(file);
  if (stream) result.report = nlohmann::json::parse(stream);
  return result;
}

Folder::Folder() : directory_(new_directory()) {}

Folder& Folder::write(const fs::path& relative, const std::string& content) {
  fs::create_directories((path() / relative).parent_path());
  std::ofstream file(path() / relative, std::ios::binary);
  file << content;
  EXPECT_TRUE(file.flush()) << relative;
  return *this;
}

Folder& Folder::copy(const fs::path& from) {
  fs::copy(from, path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  return *this;
}

}  // namespace assay::test
