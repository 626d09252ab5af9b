#include "cli/console.hpp"

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "report/escape.hpp"

namespace assay::cli {
namespace {

constexpr std::size_t widest = 100;
constexpr std::size_t narrowest = 40;

std::size_t columns_of(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return std::clamp<std::size_t>(size.ws_col, narrowest, widest);
}

}  // namespace

report::TerminalOptions terminal_options() {
  const bool is_terminal = ::isatty(STDOUT_FILENO) == 1;
  const char* no_color = std::getenv("NO_COLOR");
  std::setlocale(LC_CTYPE, "");
  report::TerminalOptions options;
  options.colour = is_terminal && (no_color == nullptr || *no_color == '\0');
  options.width = is_terminal ? columns_of(STDOUT_FILENO) : 80;
  options.unicode = std::string_view(::nl_langinfo(CODESET)) == "UTF-8";
  return options;
}

ProgressLine::ProgressLine() : is_terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::tell(const std::string& what) {
  if (!is_terminal_) return;
  const std::lock_guard lock(mutex_);
  std::cerr << "\r\x1b[K" << report::escape_terminal(what, columns_of(STDERR_FILENO) - 20) << " …" << std::flush;
  shown_ = true;
}

void ProgressLine::clear() {
  const std::lock_guard lock(mutex_);
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace assay::cli
