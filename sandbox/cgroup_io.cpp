#include "sandbox/cgroup_io.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <sstream>

#include "util/fd.hpp"

namespace assay::sandbox::cgroup_io {

namespace {

std::optional<std::uint64_t> parse_number(std::string_view text) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

core::Result<void> write(const std::filesystem::path& file, std::string_view value) {
  const auto attempt = [&] { return "writing \"" + std::string(value) + "\" to " + file.string(); };
  const util::Fd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (!fd) return core::fail_errno(attempt(), errno);
  if (::write(fd.get(), value.data(), value.size()) != static_cast<ssize_t>(value.size())) {
    return core::fail_errno(attempt(), errno);
  }
  return {};
}

core::Result<std::string> read(const std::filesystem::path& file) {
  const util::Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return core::fail_errno("opening " + file.string(), errno);
  std::string text;
  char buffer[4096];
  ssize_t count;
  while ((count = ::read(fd.get(), buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  if (count < 0) return core::fail_errno("reading " + file.string(), errno);
  return text;
}

core::Result<std::uint64_t> read_number(const std::filesystem::path& file) {
  const auto text = read(file);
  if (!text) return std::unexpected(text.error());
  if (const auto number = parse_number(*text)) return *number;
  return core::fail(core::ErrorKind::infrastructure, file.string() + " does not hold a number");
}

core::Result<std::uint64_t> read_keyed(const std::filesystem::path& file, std::string_view key) {
  const auto text = read(file);
  if (!text) return std::unexpected(text.error());
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ' ') continue;
    if (const auto number = parse_number(std::string_view(line).substr(key.size() + 1))) return *number;
  }
  return core::fail(core::ErrorKind::infrastructure, file.string() + " has no number for " + std::string(key));
}

bool has_word(std::string_view text, std::string_view word) {
  std::istringstream words{std::string(text)};
  for (std::string one; words >> one;) {
    if (one == word) return true;
  }
  return false;
}

}  // namespace assay::sandbox::cgroup_io
