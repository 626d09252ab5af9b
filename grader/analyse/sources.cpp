#include "analyse/sources.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <string>

#include "util/file.hpp"

namespace assay::analyse {
namespace {

namespace fs = std::filesystem;

bool is_source(const fs::path& path) {
  const auto extension = path.extension();
  return extension == ".cpp" || extension == ".cc" || extension == ".cxx" || extension == ".c" || extension == ".c++";
}

bool is_header(const fs::path& path) {
  const auto extension = path.extension();
  return extension == ".hpp" || extension == ".h" || extension == ".hh" || extension == ".hxx" || extension == ".ipp" ||
         extension == ".h++";
}

/// Longer ones are no one's handwriting.
constexpr core::Bytes largest_text{std::uint64_t{1} << 20};

/// The file names that a source includes, without their folders: where they are found is the build's business.
std::set<fs::path> included_by(const fs::path& checkout, const fs::path& source) {
  std::set<fs::path> result;
  const auto text = util::read_file_beneath(checkout, source, largest_text);
  if (!text) return result;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') continue;
    const auto word = line.find("include", hash);
    const auto open = word == std::string::npos ? word : line.find_first_of("\"<", word);
    const auto close = open == std::string::npos ? open : line.find_first_of("\">", open + 1);
    if (close != std::string::npos) result.insert(fs::path(line.substr(open + 1, close - open - 1)).filename());
  }
  return result;
}

/// Follows the includes of units, and adds a header that none of them reaches as a unit of its own.
class Units {
 public:
  Units(const fs::path& checkout, const std::vector<fs::path>& headers) : checkout_(checkout) {
    for (const auto& header : headers) headers_.emplace(header.filename(), header);
  }

  void add(const fs::path& unit) {
    units_.push_back(unit);
    reached_.insert(unit);
    follow(unit);
  }
  [[nodiscard]] bool reaches(const fs::path& header) const { return reached_.contains(header); }
  [[nodiscard]] std::vector<fs::path> take() { return std::move(units_); }

 private:
  void follow(const fs::path& from) {
    std::vector<fs::path> open{from};
    while (!open.empty()) {
      const auto file = std::move(open.back());
      open.pop_back();
      for (const auto& name : included_by(checkout_, file)) {
        const auto [begin, end] = headers_.equal_range(name);
        for (auto header = begin; header != end; ++header)
          if (reached_.insert(header->second).second) open.push_back(header->second);
      }
    }
  }

  const fs::path& checkout_;
  std::multimap<fs::path, fs::path> headers_;
  std::set<fs::path> reached_;
  std::vector<fs::path> units_;
};

std::vector<fs::path> units_of(const fs::path& checkout, const std::vector<fs::path>& sources,
                               const std::vector<fs::path>& headers) {
  Units units(checkout, headers);
  for (const auto& source : sources) units.add(source);
  // A header that another includes is read with it, unless they include each other.
  std::set<fs::path> included;
  for (const auto& header : headers)
    for (const auto& name : included_by(checkout, header))
      if (name != header.filename()) included.insert(name);
  for (const bool all : {false, true})
    for (const auto& header : headers)
      if (!units.reaches(header) && (all || !included.contains(header.filename()))) {
        units.add(header);
      }
  auto result = units.take();
  std::ranges::sort(result);
  const auto repeated = std::ranges::unique(result);
  result.erase(repeated.begin(), repeated.end());
  return result;
}

}  // namespace

bool is_build_folder(const fs::path& folder) {
  std::error_code ignored;  // what cannot be looked at is no build folder
  return fs::exists(fs::symlink_status(folder / "CMakeCache.txt", ignored));
}

core::Result<std::vector<fs::path>> list_sources(const fs::path& checkout, const std::set<fs::path>& excluded) {
  std::vector<fs::path> sources;
  std::vector<fs::path> headers;
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
      sources.push_back(relative);
    } else if (fs::is_regular_file(status) && is_header(relative)) {
      headers.push_back(relative);
    }
  }
  if (error) return core::fail_errno("listing the sources in " + checkout.string(), error.value());
  std::ranges::sort(sources);
  std::ranges::sort(headers);
  return units_of(checkout, sources, headers);
}

}  // namespace assay::analyse
