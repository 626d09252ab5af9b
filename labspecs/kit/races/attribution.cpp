#include "races/attribution.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <ranges>
#include <string_view>

namespace assay::kit::races {
namespace {

// Where a submission lies in the box that it is built in, and the name that the build of the
// host gives to our own file.
constexpr std::string_view submission = "/submission/";
constexpr std::string_view canary_file = "/assay/kit/races/subject/canary.cpp";
constexpr std::size_t longest_function = 120;
constexpr std::ptrdiff_t inner_frames_shown = 3;

bool is_race(const Report& report) { return report.kind.starts_with("data race"); }

// Later stacks say where threads, memory and locks came from.
std::vector<Stack> sides(const Report& report) {
  const std::size_t count = is_race(report) ? 2 : 4;
  return {report.stacks.begin(), report.stacks.begin() + static_cast<std::ptrdiff_t>(std::min(count, report.stacks.size()))};
}

bool is_students_frame(const Frame& frame) { return !students_file(frame).empty(); }

bool has_student(const Stack& stack) { return std::ranges::any_of(stack.frames, is_students_frame); }

bool is_at(const Stack& stack, const std::string& function) {
  if (stack.frames.empty()) return false;
  const Frame& innermost = stack.frames.front();
  return innermost.file == canary_file && innermost.function.find(function) != std::string::npos;
}

// The linker's and the debugger's way of spelling it.
bool is_at(const Stack& stack, const std::string& function, unsigned canary) {
  const std::string name = function + "<" + std::to_string(canary);
  return is_at(stack, name + "u>") || is_at(stack, name + ">");
}

// The runtime's functions in the place of libc's, and code of a library that was built without
// it, see accesses that are not instrumented as well. Inline functions of the library's headers are
// part of whoever uses them.
bool is_instrumented_student(const Stack& stack) {
  for (const Frame& frame : stack.frames) {
    if (!students_file(frame).empty()) return true;
    if (!frame.file.starts_with("/usr/include/")) return false;
  }
  return false;
}

// Without its parameters, which fill lines and say nothing: the line is known.
std::string short_name(std::string_view function) {
  std::string_view name = function.substr(0, function.rfind(')'));
  std::size_t open = name.size() == function.size() ? 0 : 1;
  while (open > 0 && !name.empty()) {
    if (name.back() == ')') ++open;
    if (name.back() == '(') --open;
    name.remove_suffix(1);
  }
  if (name.empty() || name.ends_with("operator")) name = function;
  if (name.size() <= longest_function) return std::string(name);
  return std::string(name.substr(0, longest_function)) + "…";
}

// "Previous write of size 4 by thread T1 (…)" -> "write of size 4"
std::string access_of(const Stack& stack) {
  constexpr std::string_view previous = "Previous ";
  std::string_view title = stack.title;
  if (title.starts_with(previous)) title.remove_prefix(previous.size());
  std::string access(title.substr(0, title.find(" by ")));
  if (!access.empty()) access[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(access[0])));
  return access;
}

std::string told(const Stack& stack) {
  const std::string place = place_of(stack);
  return access_of(stack) + " at " + (place.empty() ? "a place that is not known" : place);
}

std::string describe_others(const Report& report) {
  std::string places;
  for (const Stack& stack : sides(report)) {
    const std::string place = place_of(stack);
    if (place.empty() || places.find(place) != std::string::npos) continue;
    places += (places.empty() ? " at " : "; then ") + place;
  }
  return report.kind + places;
}

}  // namespace

std::string students_file(const Frame& frame, const std::string& contract) {
  if (!frame.file.starts_with(submission)) return {};
  const auto path = std::filesystem::path(frame.file).lexically_normal().lexically_relative(submission);
  const std::string file = path.string();
  return file.starts_with("..") || file.starts_with(contract + "/") ? std::string() : file;
}

bool is_students(const Report& report) {
  return report.kind.starts_with("call of ") || std::ranges::any_of(sides(report), has_student);
}

bool is_canary(const Report& report, unsigned canary) {
  const auto both = sides(report);
  return both.size() == 2 &&
         std::ranges::all_of(both, [&](const Stack& side) { return is_at(side, "canary_write", canary); });
}

bool is_crossing(const Report& report, unsigned canary) {
  const auto both = sides(report);
  if (!is_race(report) || both.size() != 2) return false;
  const std::string rewrite = "canary_rewrite";
  return (is_at(both[0], rewrite, canary) && is_instrumented_student(both[1])) ||
         (is_at(both[1], rewrite, canary) && is_instrumented_student(both[0]));
}

bool is_on_purpose(const Report& report) {
  return is_race(report) && std::ranges::any_of(sides(report), [](const Stack& side) {
    return is_at(side, "canary_write<") || is_at(side, "canary_rewrite<");
  });
}

bool is_lock_order(const Report& report) { return report.kind.starts_with("lock-order-inversion"); }

std::vector<core::Trace> traces_of(const Report& report) {
  std::vector<core::Trace> traces;
  for (const Stack& stack : sides(report)) {
    core::Trace trace{stack.title, {}};
    const auto first = std::ranges::find_if(stack.frames, is_students_frame);
    const auto last = std::ranges::find_if(stack.frames | std::views::reverse, is_students_frame).base();
    const auto inner = std::min<std::ptrdiff_t>(inner_frames_shown, first - stack.frames.begin());
    for (const Frame& frame : std::ranges::subrange(first - inner, std::max(first, last))) {
      const std::string file = students_file(frame);
      trace.frames.push_back({file, file.empty() ? 0 : frame.line, 0, short_name(frame.function)});
    }
    traces.push_back(std::move(trace));
  }
  return traces;
}

std::string place_of(const Stack& stack) {
  const auto frame = std::ranges::find_if(stack.frames, is_students_frame);
  if (frame == stack.frames.end()) return {};
  return students_file(*frame) + ":" + std::to_string(frame->line) +
         (frame->function.empty() ? "" : ", in " + short_name(frame->function));
}

std::string describe(const Report& report) {
  const auto both = sides(report);
  if (!is_race(report) || both.size() != 2) return describe_others(report);
  return report.kind + (report.object.empty() ? "" : " on a " + report.object) + ": " + told(both[0]) + "; " +
         told(both[1]) + "; no lock, atomic or join orders the two";
}

}  // namespace assay::kit::races
