#include "sandbox/helpers.hpp"

#include <unistd.h>

#include <cstdlib>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

namespace assay::sandbox {

namespace fs = std::filesystem;

namespace {

std::mutex chosen_mutex;
fs::path chosen_directory;

std::vector<fs::path> candidates() {
  std::vector<fs::path> folders;
  {
    const std::lock_guard lock(chosen_mutex);
    if (!chosen_directory.empty()) folders.push_back(chosen_directory);
  }
  if (const char* named = std::getenv("ASSAY_LIBEXEC"); named && *named) folders.emplace_back(named);
  std::error_code error;
  const fs::path own = fs::read_symlink("/proc/self/exe", error).parent_path();
  if (error) return folders;
  folders.push_back(own);
  folders.push_back(own.parent_path() / "bin");
  folders.push_back(own.parent_path() / "libexec/assay");
  return folders;
}

bool can_execute(const fs::path& file) {
  std::error_code error;
  return fs::is_regular_file(file, error) && access(file.c_str(), X_OK) == 0;
}

}  // namespace

void set_helper_directory(fs::path directory) {
  const std::lock_guard lock(chosen_mutex);
  chosen_directory = std::move(directory);
}

core::Result<fs::path> find_helper(std::string_view name) {
  std::string searched;
  for (const auto& folder : candidates()) {
    if (can_execute(folder / name)) return folder / name;
    searched += (searched.empty() ? "" : ", ") + folder.string();
  }
  return core::fail(core::ErrorKind::infrastructure,
                    "the program " + std::string(name) + " is not in " + searched +
                        "; set ASSAY_LIBEXEC to the folder that holds it");
}

core::Result<fs::path> helper_directory() {
  const auto guard = find_helper("assay-guard");
  if (!guard) return std::unexpected(guard.error());
  return guard->parent_path();
}

core::Result<fs::path> find_bubblewrap() {
  const char* search = std::getenv("PATH");
  std::istringstream folders(search ? search : "");
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (!folder.starts_with('/')) continue;
    if (const fs::path file = fs::path(folder) / "bwrap"; can_execute(file)) return file;
  }
  return core::fail(core::ErrorKind::infrastructure,
                    "bubblewrap (bwrap) is not in PATH; install it: apt-get install bubblewrap");
}

}  // namespace assay::sandbox
