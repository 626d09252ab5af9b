#include "cli/html_page.hpp"

#include <system_error>

#include "report/html.hpp"
#include "util/file.hpp"
#include "util/sha256.hpp"

namespace assay::cli {
namespace {

constexpr std::size_t longest_name = 80;
constexpr std::size_t digest_shown = 8;

bool stays(char character) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return allowed.find(character) != allowed.npos;
}

}  // namespace

core::Result<void> write_page(const std::filesystem::path& folder, std::string_view name,
                              const report::GradingReport& report) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) return core::fail_errno("making the folder " + folder.string() + " for the page", problem.value());
  return util::write_file(folder / (std::string(name) + ".html"), report::to_html(report));
}

std::string page_name(std::string_view stream) {
  std::string name(stream.substr(0, longest_name));
  for (char& character : name) {
    if (!stays(character)) character = '-';
  }
  return name + "-" + util::sha256(stream).substr(0, digest_shown);
}

}  // namespace assay::cli
