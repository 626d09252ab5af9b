#include "service/java.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace assay::service {

namespace fs = std::filesystem;

core::Result<fs::path> find_java(const fs::path& root) {
  const fs::path java = root / "usr/bin/java";
  std::error_code problem;
  if (fs::exists(java, problem)) return java;
  return core::fail(core::ErrorKind::unavailable, "there is no " + java.string() + ": install a Java of version " +
                                                      std::to_string(least_java) + " or later, such as Debian's openjdk-17-jre-headless");
}

std::vector<fs::path> java_settings(const fs::path& root) {
  std::vector<fs::path> folders;
  std::error_code problem;
  for (fs::directory_iterator entry(root / "etc", problem), end; !problem && entry != end; entry.increment(problem)) {
    const auto name = entry->path().filename().string();
    if (name.starts_with("java-") && entry->is_directory(problem)) folders.push_back(entry->path());
  }
  std::ranges::sort(folders);
  return folders;
}

unsigned java_version(std::string_view printed) {
  const auto quote = printed.find("version \"");
  if (quote == printed.npos) return 0;
  printed.remove_prefix(quote + 9);
  unsigned number = 0;
  std::from_chars(printed.data(), printed.data() + printed.size(), number);
  return number;
}

}  // namespace assay::service
