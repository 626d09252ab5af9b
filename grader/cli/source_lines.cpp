#include "cli/source_lines.hpp"

#include <sstream>
#include <utility>

#include "core/bytes.hpp"
#include "util/file.hpp"

namespace assay::cli {
namespace {

constexpr core::Bytes largest_source{std::uint64_t{1} << 20};

}  // namespace

std::optional<std::string> SourceLines::line(std::string_view file, unsigned number) {
  const auto& lines = lines_of(std::string(file));
  if (number == 0 || number > lines.size()) return std::nullopt;
  return lines[number - 1];
}

const std::vector<std::string>& SourceLines::lines_of(const std::string& file) {
  const auto [entry, is_new] = lines_by_file_.try_emplace(file);
  if (!is_new) return entry->second;
  // What cannot be read has no lines: an excerpt is a help, and its finding stands without it.
  const auto content = util::read_file_beneath(submission_, file, largest_source);
  if (!content) return entry->second;
  std::istringstream text(*content);
  for (std::string line; std::getline(text, line);) entry->second.push_back(line);
  return entry->second;
}

}  // namespace assay::cli
