#include "cli/operator_option.hpp"

#include <filesystem>
#include <string>

#include <CLI/CLI.hpp>

#include "spec/operator_file.hpp"

namespace assay::cli {
namespace {

/// The command line's word, for the one run of this process.
std::filesystem::path& named_file() {
  static std::filesystem::path file;
  return file;
}

}  // namespace

void add_operator_option(CLI::App& app) {
  app.fallthrough();  // before the commands are added, which take it over
  app.add_option_function<std::string>("--operator", [](const std::string& file) { named_file() = file; },
                                       "The most that a lab may have on this machine (labspecs/OPERATOR.md); else\n"
                                       "$ASSAY_OPERATOR, else /etc/assay/operator.toml")
      ->type_name("FILE")
      ->check(CLI::ExistingFile);
}

core::Result<core::OperatorCeilings> operator_ceilings() { return spec::find_ceilings(named_file()); }

}  // namespace assay::cli
