// What ThreadSanitizer says of a program. The program may have written any of it: it is
// bounded, and can only cost points.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assay::kit::races {

struct Frame {
  std::string function;  ///< empty where unknown, as are the others
  std::string file;      ///< as the compiler was told it
  unsigned line = 0;
  std::string module;    ///< the file of the program or the shared library
};

/// One call stack of a report, innermost frame first.
struct Stack {
  std::string title;  ///< "Write of size 4 by thread T2 'storm 2' (mutexes: write M9)"
  std::vector<Frame> frames;
};

struct Report {
  std::string kind;    ///< "data race", "lock-order-inversion (potential deadlock)"
  std::vector<Stack> stacks;
  std::string object;  ///< "global 'x' of size 4", "heap block of size 64"; empty where it does not say
};

/// The settings that ReportReader understands the output of, for the environment variable
/// TSAN_OPTIONS. `history` is the runtime's `history_size`, from 0 to 7: with each step it
/// remembers twice as many accesses of a thread, at 256 KiB to 32 MiB a thread.
[[nodiscard]] std::string sanitizer_options(unsigned history = 4);

/// Takes the runtime's output in pieces, and gives the reports that are complete.
class ReportReader {
 public:
  void take(std::string_view bytes);

  /// In the order of coming; the first `most_reports` of them.
  [[nodiscard]] const std::vector<Report>& reports() const { return reports_; }

  static constexpr std::size_t most_reports = 256;
  static constexpr std::size_t longest_report = std::size_t{256} << 10;  ///< bytes; what is longer is dropped

 private:
  void take_line(std::string_view line);
  void finish_report();

  std::string line_;
  bool line_too_long_ = false;  ///< it counts as an empty one, in whatever pieces it comes
  std::vector<std::string> lines_;
  std::size_t size_ = 0;  ///< of `lines_`, in bytes
  std::vector<Report> reports_;
};

}  // namespace assay::kit::races
