#include "quality/entry.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <set>
#include <span>
#include <sstream>

#include "util/file.hpp"

namespace assay::quality {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using core::Result;
using core::Verdict;

constexpr std::array sources{".cpp", ".cc", ".cxx", ".c"};
constexpr std::array headers{".hpp", ".h", ".hh", ".hxx", ".ipp"};

bool is_one_of(const fs::path& path, std::span<const char* const> extensions) {
  return std::ranges::any_of(extensions, [&](const char* extension) { return path.extension() == extension; });
}

std::unexpected<core::Error> wrong(const fs::path& file, unsigned line, const std::string& what) {
  return core::fail(ErrorKind::usage, file.string() + ":" + std::to_string(line) + ": " + what);
}

Result<Label> label_of(const std::string& word) {
  if (word == "satisfied") return Verdict::satisfied;
  if (word == "violated") return Verdict::violated;
  if (word == "inconclusive") return Verdict::inconclusive;
  if (word == "none") return std::nullopt;
  return core::fail(ErrorKind::usage, "'" + word + "' is no verdict");
}

/// Labels and mutants of one file, whose comments are its own.
Result<void> read_comments(const fs::path& file, const std::string& name, const std::string& text, Entry& entry) {
  static const std::regex label(R"(^\s*// label: (\S+) (\S+)\s*$)");
  static const std::regex mutant(R"(^// mutant (\S+) (\S+): (.*?) =>(\*?) ?(.*)$)");
  std::istringstream lines(text);
  std::smatch match;
  unsigned number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (std::regex_match(line, match, label)) {
      const auto verdict = label_of(match[2]);
      if (!verdict) return wrong(file, number, verdict.error().message);
      entry.labels[match[1]] = *verdict;
    } else if (std::regex_match(line, match, mutant)) {
      const auto verdict = label_of(match[2]);
      if (!verdict || !*verdict) return wrong(file, number, "a mutant expects a verdict");
      entry.mutants.push_back({name, match[1], **verdict, match[3], match[5], match[4].length() > 0});
    } else if (line.starts_with("// mutant ") || line.starts_with("// label")) {
      return wrong(file, number, "not understood: " + line);
    }
  }
  return {};
}

/// Without the lines of mutants, which hold the very text that they change.
std::string without_mutants(const std::string& text) {
  static const std::regex line(R"((^|\n)// mutant [^\n]*)");
  return std::regex_replace(text, line, "$1");
}

Result<void> add_file(const fs::path& path, Entry& entry) {
  const auto text = util::read_file(path);
  if (!text) return std::unexpected(text.error());
  const auto name = path.lexically_relative(entry.root).generic_string();
  if (auto read = read_comments(path, name, *text, entry); !read) return read;
  entry.files[name] = without_mutants(*text);
  if (is_one_of(path, sources)) entry.units.push_back(name);
  return {};
}

Result<Entry> read_entry(const fs::path& path, const fs::path& gallery) {
  Entry entry;
  entry.name = path.lexically_relative(gallery).replace_extension().generic_string();
  if (!fs::is_directory(path)) {
    entry.root = path.parent_path();
    if (auto added = add_file(path, entry); !added) return std::unexpected(added.error());
    return entry;
  }
  entry.root = path;
  std::set<fs::path> files;
  for (const auto& file : fs::recursive_directory_iterator(path))
    if (is_one_of(file.path(), sources) || is_one_of(file.path(), headers)) files.insert(file.path());
  for (const auto& file : files)
    if (auto added = add_file(file, entry); !added) return std::unexpected(added.error());
  return entry;
}

}  // namespace

bool Entry::must_not_claim(const std::string& check) const {
  const auto none = [&](const std::string& id) {
    const auto found = labels.find(id);
    return found != labels.end() && !found->second;
  };
  if (labels.contains(check)) return none(check);
  return none(check.substr(0, check.find('-')) + "-role");
}

bool Entry::is_decoy() const {
  return !labels.empty() && std::ranges::none_of(labels, [](const auto& label) { return label.second.has_value(); });
}

Result<std::vector<Entry>> read_gallery(const fs::path& folder) {
  std::set<fs::path> paths;
  std::error_code error;
  for (const auto& family : fs::directory_iterator(folder, error)) {
    if (!family.is_directory()) continue;
    for (const auto& entry : fs::directory_iterator(family))
      if (entry.is_directory() || is_one_of(entry.path(), sources)) paths.insert(entry.path());
  }
  std::vector<Entry> result;
  for (const auto& path : paths) {
    auto entry = read_entry(path, folder);
    if (!entry) return std::unexpected(entry.error());
    if (!entry->units.empty()) result.push_back(std::move(*entry));
  }
  return result;
}

Result<std::vector<Entry>> read_references(const fs::path& labs) {
  std::vector<Entry> result;
  for (const auto& lab : fs::directory_iterator(labs)) {
    if (!fs::is_directory(lab.path() / "submissions" / "reference")) continue;
    auto entry = read_entry(lab.path() / "submissions" / "reference", labs);
    if (!entry) return std::unexpected(entry.error());
    const auto contract = lab.path() / "contract";
    for (const auto& folder : {contract / "include", contract}) entry->flags.push_back("-I" + folder.string());
    result.push_back(std::move(*entry));
  }
  return result;
}

Result<Files> mutated(const Entry& entry, const Mutant& mutant) {
  auto files = entry.files;
  auto& text = files.at(mutant.file);
  unsigned found = 0;
  for (auto at = text.find(mutant.from); at != text.npos; at = text.find(mutant.from, at + mutant.to.size())) {
    text.replace(at, mutant.from.size(), mutant.to);
    ++found;
  }
  if (found == 0 || (found > 1 && !mutant.everywhere))
    return core::fail(ErrorKind::usage, entry.name + ": '" + mutant.from + "' of a mutant occurs " + std::to_string(found) + " times");
  return files;
}

}  // namespace assay::quality
