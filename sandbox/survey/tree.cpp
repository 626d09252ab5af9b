#include "sandbox/survey/tree.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

namespace assay::sandbox::survey {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20;

bool has_option(const std::string& options, std::string_view wanted) {
  const auto words = split(options, ",");
  return std::ranges::find(words, wanted) != words.end();
}

}  // namespace

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  for (std::size_t at = text.find_first_not_of(separators); at != text.npos; at = text.find_first_not_of(separators, at)) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    parts.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return parts;
}

bool Tree::has(std::string_view path) const {
  std::error_code ignored;  // what cannot be looked at is not there for us
  return std::filesystem::exists(at(path), ignored);
}

std::string Tree::link(std::string_view path) const {
  std::error_code none;
  return std::filesystem::read_symlink(at(path), none).string();
}

std::string Tree::text(std::string_view path) const {
  std::ifstream file(at(path), std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  content.resize(std::min(content.size(), most_bytes));
  return content;
}

std::vector<std::string> Tree::lines(std::string_view path) const { return split(text(path), "\n"); }

std::optional<long> Tree::number(std::string_view path) const {
  const std::string content = text(path);
  long number = 0;
  const auto [end, problem] = std::from_chars(content.data(), content.data() + content.size(), number);
  if (problem != std::errc{}) return std::nullopt;
  return number;
}

std::string Tree::value(std::string_view path, std::string_view key) const {
  for (const auto& line : lines(path)) {
    if (!line.starts_with(key) || line.size() == key.size()) continue;
    if (line[key.size()] != ':' && line[key.size()] != '=') continue;
    const auto words = split(line.substr(key.size() + 1), " \t\"'");
    return words.empty() ? std::string{} : words.front();
  }
  return {};
}

std::vector<MountEntry> Tree::mounts() const {
  std::vector<MountEntry> mounts;
  for (const auto& line : lines("/proc/self/mountinfo")) {
    const auto fields = split(line, " ");
    const auto dash = std::ranges::find(fields, "-");
    if (fields.size() < 7 || fields.end() - dash < 4) continue;
    mounts.push_back({fields[3], fields[4], dash[1], has_option(fields[5], "ro"), split(dash[3], ",")});
  }
  return mounts;
}

}  // namespace assay::sandbox::survey
