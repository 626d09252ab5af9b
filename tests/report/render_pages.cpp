// Writes the pages that the browser tests open: render_pages FOLDER.
#include <cstdio>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "report/html.hpp"
#include "history_grading.hpp"
#include "rich_grading.hpp"
#include "util/file.hpp"

namespace {

using namespace assay::report;

/// Text that would do harm in a page that took it for markup, or for its own order of reading.
std::string hostile_text() {
  using namespace std::string_literals;
  return "</script><script>window.harmed = 1</script><img src=x onerror=\"window.harmed = 2\">"
         "<!--<script> \u202Eright to left\u2066 nul \0 bell \a escape \x1b[31m \xff\xfe ${harm} \\u003c "s +
         std::string(3'000, 'W') + "\u0301\u0301\u0301\u0301\u2028javascript:window.harmed = 3";
}

bool write(const std::filesystem::path& folder, const std::string& name, const GradingReport& report) {
  const auto written = assay::util::write_file(folder / (name + ".html"), to_html(report));
  if (!written) std::fprintf(stderr, "%s\n", written.error().message.c_str());
  return written.has_value();
}

/// With everything to show: a refusal would stand alone.
GradingReport hostile() {
  auto grading = sample::with_text_everywhere(hostile_text());
  std::erase_if(grading.records, [](const assay::core::Record& record) {
    return std::holds_alternative<assay::core::SourceRefused>(record.event);
  });
  return grading.report([](auto, auto) { return hostile_text(); });
}

GradingReport chosen_cases() {
  auto report = sample::small_grading().report();
  report.grading.suites.clear();
  return report;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  const bool all_written = write(folder, "rich", sample::rich_grading().report(sample::source_line)) &&
                           write(folder, "history", sample::history_grading().report()) &&
                           write(folder, "failed_build", sample::failed_build().report()) &&
                           write(folder, "not_graded", sample::not_graded().report()) &&
                           write(folder, "refused", sample::refused_source().report()) &&
                           write(folder, "chosen_cases", chosen_cases()) &&
                           write(folder, "hostile", hostile()) &&
                           write(folder, "hostile_refused", sample::with_text_everywhere(hostile_text()).report()) &&
                           write(folder, "long", sample::long_grading(5, 2'000).report());
  return all_written ? 0 : 1;
}
