// ThreadSanitizer's reports, which a program can write as well: labspecs/kit/races.
#include <algorithm>
#include <string>

#include "races/attribution.hpp"
#include "races/report.hpp"
#include "support/fuzz.hpp"

namespace {

using namespace assay::kit::races;
using assay::fuzz::require;

std::vector<Report> read_in_pieces(std::string_view text, std::size_t piece) {
  ReportReader reader;
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) reader.take(text.substr(0, piece));
  return reader.reports();
}

bool same(const Frame& a, const Frame& b) {
  return a.function == b.function && a.file == b.file && a.line == b.line && a.module == b.module;
}

bool same(const Stack& a, const Stack& b) {
  return a.title == b.title && std::ranges::equal(a.frames, b.frames, [](const auto& x, const auto& y) { return same(x, y); });
}

bool same(const Report& a, const Report& b) {
  return a.kind == b.kind && a.object == b.object &&
         std::ranges::equal(a.stacks, b.stacks, [](const auto& x, const auto& y) { return same(x, y); });
}

void check_report(const Report& report) {
  require(!report.kind.empty() && report.kind.size() <= 200 && report.object.size() <= 200, "words are capped");
  require(report.stacks.size() <= 16, "stacks are capped");
  for (const Stack& stack : report.stacks) {
    require(stack.title.size() <= 200 && stack.frames.size() <= 64, "titles and frames are capped");
    for (const Frame& frame : stack.frames) {
      require(std::max({frame.function.size(), frame.file.size(), frame.module.size()}) <= 500, "names are capped");
      const std::string file = students_file(frame);
      require(!file.starts_with('/') && !file.starts_with(".."), "a student's file is in the submission");
    }
  }
  require(!describe(report).empty() && describe(report).size() <= 16'000, "a report is told in a sentence");
  require(traces_of(report).size() <= 4, "a report shows four stacks at most");
  require(!is_canary(report, 1) || !is_crossing(report, 1), "a race of the host's with itself is none with the student");
  require(!is_canary(report, 1) || is_on_purpose(report) || report.kind.find("data race") != 0, "a canary is on purpose");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  assay::fuzz::Input input(assay::fuzz::text_of(data, size));
  const std::size_t piece = 1 + input.byte();
  const auto whole = read_in_pieces(input.rest(), input.rest().size());
  const auto pieces = read_in_pieces(input.rest(), piece);
  require(std::ranges::equal(whole, pieces, [](const auto& a, const auto& b) { return same(a, b); }),
          "the pieces that it comes in do not matter");
  require(whole.size() <= ReportReader::most_reports, "reports are capped");
  for (const Report& report : whole) check_report(report);
  return 0;
}
