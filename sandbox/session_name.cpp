#include "sandbox/session_name.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>

namespace assay::sandbox {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "assay-";

template <typename Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take_dash(std::string_view& text) {
  if (!text.starts_with('-')) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::uint64_t> start_time(const fs::path& proc, const std::string& process) {
  std::ifstream file(proc / process / "stat");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  // The command's name is in brackets and may hold blanks and brackets itself.
  const auto bracket = line.rfind(')');
  if (bracket == std::string::npos) return std::nullopt;
  std::istringstream fields(line.substr(bracket + 1));
  std::string skipped;
  for (int field = 3; field < 22; ++field) fields >> skipped;
  std::uint64_t ticks = 0;
  if (!(fields >> ticks)) return std::nullopt;
  return ticks;
}

}  // namespace

std::string to_string(const SessionName& name) {
  return std::string(prefix) + std::to_string(name.pid) + "-" + std::to_string(name.start_time) + "-" +
         std::to_string(name.pid_namespace);
}

std::optional<SessionName> parse_session_name(std::string_view text) {
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  SessionName name;
  if (!take_number(text, name.pid) || !take_dash(text) || !take_number(text, name.start_time) ||
      !take_dash(text) || !take_number(text, name.pid_namespace) || !text.empty() || name.pid <= 0) {
    return std::nullopt;
  }
  return name;
}

std::optional<SessionName> own_session_name(const fs::path& proc) {
  struct stat space {};
  if (stat((proc / "self/ns/pid").c_str(), &space) != 0) return std::nullopt;
  const auto start = start_time(proc, "self");
  if (!start) return std::nullopt;
  return SessionName{getpid(), *start, space.st_ino};
}

bool is_dead(const SessionName& name, const SessionName& own, const fs::path& proc) {
  if (name.pid_namespace != own.pid_namespace) return false;
  const std::string process = std::to_string(name.pid);
  if (access((proc / process).c_str(), F_OK) != 0) return errno == ENOENT;
  const auto start = start_time(proc, process);
  return start && *start != name.start_time;
}

}  // namespace assay::sandbox
