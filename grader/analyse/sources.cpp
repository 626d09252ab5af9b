#include "analyse/sources.hpp"

#include <algorithm>

namespace assay::analyse {
namespace {

namespace fs = std::filesystem;

bool is_source(const fs::path& path) {
  const auto extension = path.extension();
  return extension == ".cpp" || extension == ".cc" || extension == ".cxx";
}

}  // namespace

bool is_build_folder(const fs::path& folder) {
  std::error_code ignored;  // what cannot be looked at is no build folder
  return fs::exists(fs::symlink_status(folder / "CMakeCache.txt", ignored));
}

core::Result<std::vector<fs::path>> list_sources(const fs::path& checkout, const std::set<fs::path>& excluded) {
  std::vector<fs::path> result;
  std::error_code error;
  fs::recursive_directory_iterator entries(checkout, error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    const auto status = entries->symlink_status(error);
    if (error) break;
    const auto relative = entries->path().lexically_relative(checkout);
    if (fs::is_directory(status)) {
      const bool hidden = relative.filename().string().starts_with(".");
      if (hidden || excluded.contains(relative) || is_build_folder(entries->path()))
        entries.disable_recursion_pending();
    } else if (fs::is_regular_file(status) && is_source(relative)) {
      result.push_back(relative);
    }
  }
  if (error) return core::fail_errno("listing the sources in " + checkout.string(), error.value());
  std::ranges::sort(result);
  return result;
}

}  // namespace assay::analyse
