#include "cli/lab_copy.hpp"

#include <filesystem>
#include <iostream>
#include <system_error>

#include "cli/lab_lookup.hpp"
#include "util/file.hpp"
#include "util/installation.hpp"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* id_placeholder = "@LAB_ID@";

core::Result<void> make_new_folder(const fs::path& folder) {
  std::error_code problem;
  if (fs::exists(folder, problem) && !fs::is_empty(folder, problem)) {
    return core::fail(core::ErrorKind::usage, folder.string() + " is there already, and is not empty");
  }
  fs::create_directories(folder, problem);
  if (problem) return core::fail_errno("making " + folder.string(), problem.value());
  return {};
}

core::Result<void> copy_tree(const fs::path& from, const fs::path& to) {
  std::error_code problem;
  fs::copy(from, to, fs::copy_options::recursive, problem);
  if (problem) return core::fail_errno("copying " + from.string(), problem.value());
  return {};
}

core::Result<void> fill_in_id(const fs::path& folder, const std::string& id) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    auto content = util::read_file(entry.path());
    if (!content) return std::unexpected(content.error());
    const std::size_t length = std::string_view(id_placeholder).size();
    bool changed = false;
    for (auto at = content->find(id_placeholder); at != content->npos; at = content->find(id_placeholder, at)) {
      content->replace(at, length, id);
      changed = true;
    }
    if (!changed) continue;
    if (auto written = util::write_file(entry.path(), *content); !written) return written;
  }
  return {};
}

}  // namespace

ExitCode copy_starter(const std::string& name, const std::string& folder) {
  auto lab = find_lab(name);
  if (!lab) return report_error(lab.error());
  if (auto made = make_new_folder(folder); !made) return report_error(made.error());
  if (auto copied = copy_tree(lab->directory / "starter", folder); !copied) return report_error(copied.error());
  const fs::path contract = fs::path(folder) / lab->contract_directory;
  if (auto copied = copy_tree(lab->contract(), contract); !copied) {
    return report_error(copied.error());
  }
  std::cout << "Begin in " << folder << "; what is asked of you is in the lab's README:\n  "
            << (lab->directory / "README.md").string() << "\nCheck yourself with:\n  assay check --lab " << lab->id << ' '
            << folder << '\n';
  return exit_graded;
}

ExitCode new_lab(const std::string& folder) {
  const fs::path path = fs::absolute(folder).lexically_normal();
  const std::string id = path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
  if (id.empty() || id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != id.npos) {
    return report_error({core::ErrorKind::usage, "'" + id + "' cannot be a lab's id: expected lower-case letters, digits and hyphens"});
  }
  if (auto made = make_new_folder(path); !made) return report_error(made.error());
  if (auto copied = copy_tree(util::share_folder() / "kit" / "new_lab", path); !copied) return report_error(copied.error());
  if (auto filled = fill_in_id(path, id); !filled) return report_error(filled.error());
  std::cout << "Made the lab " << id << ". Next:\n  assay lab verify " << folder << '\n';
  return exit_graded;
}

}  // namespace assay::cli
