#include "races/report.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "races/subject/detection.hpp"

namespace assay::kit::races {
namespace {

constexpr char separator = '\x1f';  // as in frame_format
constexpr std::string_view ruler = "==================";
constexpr std::string_view headings[] = {"WARNING: ThreadSanitizer: ", "ERROR: ThreadSanitizer: "};

constexpr std::size_t most_stacks = 16;
constexpr std::size_t most_frames = 64;
constexpr std::size_t longest_name = 500;
constexpr std::size_t longest_title = 200;

std::string cut(std::string_view text, std::size_t longest) { return std::string(text.substr(0, longest)); }

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

// Takes " at 0x7b…" out: an address says nothing to a reader, and differs each time.
std::string without_address(std::string_view text) {
  constexpr std::string_view at = " at 0x";
  const auto begin = text.find(at);
  if (begin == std::string_view::npos) return cut(text, longest_title);
  const auto end = std::min(text.find_first_not_of("0123456789abcdef", begin + at.size()), text.size());
  return cut(std::string(text.substr(0, begin)) + std::string(text.substr(end)), longest_title);
}

std::string known(std::string_view name, std::size_t longest) {
  return name == "<null>" ? std::string() : cut(name, longest);
}

std::string_view next_part(std::string_view& rest) {
  const auto end = rest.find(separator);
  const auto part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

// "#0<sep>function<sep>file<sep>line<sep>module", as `sanitizer_options` asks for.
std::optional<Frame> parse_frame(std::string_view line) {
  if (!line.starts_with('#')) return std::nullopt;
  (void)next_part(line);
  Frame frame;
  frame.function = known(next_part(line), longest_name);
  frame.file = known(next_part(line), longest_name);
  const auto number = next_part(line);
  std::from_chars(number.data(), number.data() + number.size(), frame.line);
  frame.module = known(line, longest_name);
  return frame;
}

std::string parse_kind(std::string_view line) {
  for (const auto heading : headings) {
    if (!line.starts_with(heading)) continue;
    line.remove_prefix(heading.size());
    return cut(trimmed(line.substr(0, line.find(" (pid="))), longest_title);
  }
  return {};
}

void add_line(Report& report, std::string_view line) {
  constexpr std::string_view location = "Location is ";
  if (const auto frame = parse_frame(line)) {
    if (report.stacks.empty() || report.stacks.back().frames.size() == most_frames) return;
    report.stacks.back().frames.push_back(*frame);
  } else if (line.starts_with(location) && report.object.empty()) {
    line.remove_prefix(location.size());
    report.object = without_address(line.substr(0, std::min(line.find(" allocated by"), line.find(" at 0x"))));
    if (report.object.ends_with('.')) report.object.pop_back();
  }
  // Where memory was allocated, and other headings, open a stack as well.
  if (line.ends_with(':') && report.stacks.size() < most_stacks) {
    line.remove_suffix(1);
    report.stacks.push_back({without_address(line), {}});
  }
}

}  // namespace

std::string sanitizer_options(unsigned history) {
  // Each is set, so that none is left to a definition of the program's own.
  return "report_bugs=1:halt_on_error=0:exitcode=0:suppressions='':suppress_equal_stacks=1:suppress_equal_addresses=1:"
         "ignore_noninstrumented_modules=0:ignore_interceptors_accesses=0:enable_annotations=1:report_atomic_races=1:"
         "force_seq_cst_atomics=0:detect_deadlocks=1:second_deadlock_stack=1:report_destroy_locked=1:"
         "report_mutex_bugs=1:handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigill=0:handle_sigfpe=0:"
         "report_thread_leaks=0:report_signal_unsafe=0:io_sync=1:flush_memory_ms=0:memory_limit_mb=0:"
         "atexit_sleep_ms=0:print_suppressions=0:color=never:symbolize=1:strip_path_prefix='':log_path=stderr:"
         "print_summary=0:verbosity=0:"
         "stack_trace_format='    " + std::string(frame_format) + "':"
         "history_size=" + std::to_string(history);
}

void ReportReader::take(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    const auto piece = bytes.substr(0, end);
    line_too_long_ = line_too_long_ || line_.size() + piece.size() > longest_report;
    if (line_too_long_) {
      line_.clear();
    } else {
      line_ += piece;
    }
    if (end == std::string_view::npos) return;
    take_line(line_);
    line_.clear();
    line_too_long_ = false;
    bytes.remove_prefix(end + 1);
  }
}

void ReportReader::take_line(std::string_view line) {
  if (line == ruler) return finish_report();
  size_ += line.size() + 1;
  if (size_ <= longest_report) lines_.emplace_back(line);
}

void ReportReader::finish_report() {
  Report report;
  for (const auto& line : lines_) {
    if (report.kind.empty()) {
      report.kind = parse_kind(line);
    } else {
      add_line(report, trimmed(line));
    }
  }
  lines_.clear();
  size_ = 0;
  if (!report.kind.empty() && reports_.size() < most_reports) reports_.push_back(std::move(report));
}

}  // namespace assay::kit::races
