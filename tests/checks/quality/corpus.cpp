#include <algorithm>
#include <set>

#include <toml++/toml.h>

#include "quality/entry.hpp"
#include "util/file.hpp"

namespace assay::quality {
namespace {

namespace fs = std::filesystem;
using core::Result;

Result<Entry> read_entry(const fs::path& folder) {
  Entry entry;
  entry.name = folder.parent_path().filename().string() + "/" + folder.filename().string();
  entry.root = folder;
  const auto text = util::read_file(folder / "labels.toml");
  if (!text) return std::unexpected(text.error());
  try {
    const auto table = toml::parse(*text);
    if (const auto* properties = table["properties"].as_table())
      for (const auto& [check, verdict] : *properties) {
        const auto word = verdict.value_or<std::string>("");
        const auto known = core::parse_verdict(word);
        if (known || word == "none") entry.labels[std::string(check.str())] = known ? Label(*known) : std::nullopt;
      }
    if (const auto* absent = table["roles_absent"].as_array())
      for (const auto& check : *absent) entry.labels[check.value_or<std::string>("")] = std::nullopt;
    if (const auto* files = table["files"].as_array())
      for (const auto& file : *files) entry.units.push_back(file.value_or<std::string>(""));
  } catch (const toml::parse_error& problem) {
    return core::fail(core::ErrorKind::usage, entry.name + ": " + std::string(problem.description()));
  }
  for (const auto& unit : entry.units) {
    const auto source = util::read_file(folder / unit);
    if (!source) return std::unexpected(source.error());
    entry.files[unit] = *source;
  }
  for (const char* part : {"include", "src"})
    if (fs::is_directory(folder / part)) entry.flags.push_back("-I" + (folder / part).string());
  return entry;
}

}  // namespace

Result<std::vector<Entry>> read_corpus(const fs::path& folder) {
  std::set<fs::path> folders;
  for (const auto& file : fs::recursive_directory_iterator(folder))
    if (file.path().filename() == "labels.toml") folders.insert(file.path().parent_path());
  std::vector<Entry> result;
  for (const auto& entry_folder : folders) {
    auto entry = read_entry(entry_folder);
    if (!entry) return std::unexpected(entry.error());
    result.push_back(std::move(*entry));
  }
  return result;
}

}  // namespace assay::quality
