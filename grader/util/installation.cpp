#include "util/installation.hpp"

#include <cstdlib>
#include <string>
#include <system_error>

namespace assay::util {
namespace {

namespace fs = std::filesystem;

// XDG Base Directory Specification: a variable that is unset, empty or relative counts
// as not given.
core::Result<fs::path> user_folder(const char* variable, const char* below_home) {
  const char* given = std::getenv(variable);
  fs::path base = given != nullptr ? given : "";
  if (!base.is_absolute()) {
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home == '\0') {
      return core::fail(core::ErrorKind::usage, std::string("neither ") + variable + " nor HOME is set");
    }
    base = fs::path(home) / below_home;
  }
  std::error_code problem;
  fs::create_directories(base / "assay", problem);
  if (problem) return core::fail_errno("making " + (base / "assay").string(), problem.value());
  return base / "assay";
}

}  // namespace

fs::path program_folder() { return fs::read_symlink("/proc/self/exe").parent_path(); }

fs::path share_folder() { return program_folder().parent_path() / "share" / "assay"; }

core::Result<fs::path> cache_folder() { return user_folder("XDG_CACHE_HOME", ".cache"); }

}  // namespace assay::util
