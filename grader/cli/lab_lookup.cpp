#include "cli/lab_lookup.hpp"

#include <algorithm>
#include <system_error>

#include "cli/operator_option.hpp"
#include "spec/load_lab.hpp"
#include "util/installation.hpp"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

bool is_lab(const fs::path& folder) {
  std::error_code not_there;
  return fs::is_regular_file(folder / "lab.toml", not_there);
}

}  // namespace

std::vector<fs::path> bundled_labs() {
  std::vector<fs::path> labs;
  std::error_code not_there;
  for (fs::directory_iterator entry(util::share_folder() / "labs", not_there), end; entry != end;
       entry.increment(not_there)) {
    if (is_lab(entry->path())) labs.push_back(fs::canonical(entry->path()));
  }
  std::sort(labs.begin(), labs.end());
  return labs;
}

core::Result<core::LabSpec> find_lab(const std::string& name) {
  const auto ceilings = operator_ceilings();
  if (!ceilings) return std::unexpected(ceilings.error());
  if (is_lab(name)) return spec::load_lab(fs::canonical(name), *ceilings);
  std::string known;
  for (const auto& lab : bundled_labs()) {
    if (lab.filename() == name) return spec::load_lab(lab, *ceilings);
    known += (known.empty() ? "" : ", ") + lab.filename().string();
  }
  return core::fail(core::ErrorKind::bad_lab, "there is no lab '" + name +
                                                  "': expected a folder with a lab.toml, or one of: " + known);
}

}  // namespace assay::cli
