#include "report/excerpts.hpp"

#include <limits>
#include <map>
#include <set>

namespace assay::report {
namespace {

constexpr unsigned lines_around = 4;
constexpr std::size_t most_excerpts = 400;

struct Window {
  unsigned first;
  unsigned last;
};

/// The stretches of lines around `places`, those that touch joined to one.
std::vector<Window> windows_around(const std::set<unsigned>& places) {
  std::vector<Window> windows;
  for (const unsigned place : places) {
    const unsigned first = place > lines_around ? place - lines_around : 1;
    const unsigned last = place > std::numeric_limits<unsigned>::max() - lines_around ? place : place + lines_around;
    if (!windows.empty() && first <= windows.back().last + 1) {
      windows.back().last = last;
    } else {
      windows.push_back({first, last});
    }
  }
  return windows;
}

Excerpt read(const std::string& file, const Window& window, const ReadSourceLine& source_line) {
  Excerpt excerpt{.file = file, .first_line = window.first, .lines = {}};
  for (unsigned line = window.first;; ++line) {
    auto text = source_line(file, line);
    if (!text) return excerpt;
    excerpt.lines.push_back(std::move(*text));
    if (line == window.last) return excerpt;
  }
}

}  // namespace

std::vector<Excerpt> read_excerpts(std::span<const core::Location> places, const ReadSourceLine& source_line) {
  std::map<std::string, std::set<unsigned>> lines_by_file;
  for (const auto& place : places) {
    if (place.line > 0 && !place.file.empty() && source_line(place.file, place.line)) {
      lines_by_file[place.file].insert(place.line);
    }
  }
  std::vector<Excerpt> excerpts;
  for (const auto& [file, lines] : lines_by_file) {
    for (const auto& window : windows_around(lines)) {
      if (excerpts.size() == most_excerpts) return excerpts;
      excerpts.push_back(read(file, window, source_line));
    }
  }
  return excerpts;
}

}  // namespace assay::report
