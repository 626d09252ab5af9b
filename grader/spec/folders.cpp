#include "spec/folders.hpp"

#include <algorithm>
#include <system_error>

namespace assay::spec {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

bool stays_inside(const fs::path& path) {
  return path.is_relative() && std::ranges::none_of(path, [](const fs::path& part) {
    return part == ".." || part == "." || part == ".git" || part.empty();
  });
}

}  // namespace assay::spec
