#include "spec/programs_reader.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "spec/folders.hpp"
#include "spec/limits_reader.hpp"
#include "spec/schema.hpp"

namespace assay::spec {
namespace {

namespace fs = std::filesystem;
using core::LabSpec, core::ProgramSpec, core::Sanitizer, core::Weakening;

constexpr const char* letters_and_digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::size_t longest_name = 64;

// They become words of a build's command line and of CMake's lists.
bool is_made_of(const std::string& text, const std::string& characters) {
  return !text.empty() && text.size() <= longest_name && text.find_first_not_of(letters_and_digits + characters) == text.npos;
}

std::vector<std::string> read_names(TableReader& table, std::string_view key, auto accepts, const std::string& otherwise) {
  std::vector<std::string> names;
  for (const auto& [name, place] : table.texts(key)) {
    if (!accepts(name)) {
      table.problem_at(place, key, "'" + name + "' " + otherwise);
    } else if (std::ranges::find(names, name) != names.end()) {
      table.problem_at(place, key, "'" + name + "' is listed already");
    } else {
      names.push_back(name);
    }
  }
  return names;
}

std::vector<std::string> read_sources(TableReader& table, const fs::path& contract) {
  const auto is_one = [&](const std::string& name) {
    return is_made_of(name, "_.+-/") && stays_inside(name) && is_folder(contract / name);
  };
  return read_names(table, "sources", is_one, "is no folder of the contract: expected a relative path of letters, digits, '_', '.', '+', '-' and '/'");
}

std::vector<std::string> read_libraries(TableReader& table) {
  return read_names(table, "link", [](const std::string& name) { return is_made_of(name, "_.+-"); },
                    "is no library's name: expected 1 to 64 letters, digits, '_', '.', '+' and '-', as in \"curl\" for libcurl");
}

ProgramSpec read_program(TableReader& table, const fs::path& folder, const LabSpec& lab) {
  constexpr std::array<std::string_view, 2> sanitizers{"none", "thread"};
  ProgramSpec program;
  program.id = table.id("id");
  program.host = table.text_or("host", "host", 64);
  if (!stays_inside(program.host) || !is_folder(folder / "contract" / program.host)) {
    table.problem("host", "the contract has no folder '" + program.host + "'");
  }
  program.sources = read_sources(table, folder / "contract");
  program.link = read_libraries(table);
  if (table.has("sanitizer") && table.word("sanitizer", sanitizers) == std::size_t{1}) program.sanitizer = Sanitizer::thread;
  program.limits = read_limits(table, "limits", "program.limits", lab.subject,
                               {lab.ceilings, lab.ceilings.subject, "limits.subject", true});
  program.allowed = read_weakenings(table, "allow");
  check_weakenings(table, "allow", program.allowed, lab.ceilings);
  if (program.allowed.contains(Weakening::ptrace) && program.sanitizer == Sanitizer::none) {
    table.problem("allow", "\"ptrace\" is for programs with a sanitizer: set sanitizer, or leave it out");
  }
  return program;
}

}  // namespace

void read_programs(TableReader& root, const fs::path& folder, LabSpec& lab) {
  std::set<std::string> ids;
  for (TableReader& table : root.tables("program", schema::program)) {
    lab.programs.push_back(read_program(table, folder, lab));
    const std::string& id = lab.programs.back().id;
    if (!id.empty() && !ids.insert(id).second) table.problem("id", "another program is called '" + id + "' already");
  }
  if (!lab.programs.empty()) return;
  lab.programs.push_back({.id = "subject", .host = "host", .sources = {}, .link = {}, .sanitizer = Sanitizer::none,
                          .limits = lab.subject, .allowed = {}});
}

}  // namespace assay::spec
