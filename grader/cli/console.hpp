// What a command knows of the terminal it runs on.
#pragma once

#include <mutex>
#include <string>

#include "report/page.hpp"

namespace assay::cli {

/// For stdout: colours only on a terminal and without NO_COLOR (no-color.org), the
/// terminal's width up to 100 columns, Unicode where the locale is UTF-8.
[[nodiscard]] report::TerminalOptions terminal_options();

/// Shows what is going on, on stderr: one line that is overwritten on a terminal, and
/// nothing elsewhere, where a log would fill with it. May be told from several threads.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void tell(const std::string& what);
  /// Takes the line away, so that other output can begin.
  void clear();

 private:
  std::mutex mutex_;
  bool is_terminal_;
  bool shown_ = false;
};

}  // namespace assay::cli
