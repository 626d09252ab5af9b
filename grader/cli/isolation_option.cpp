#include "cli/isolation_option.hpp"

#include <memory>
#include <string>

#include "sandbox/isolation.hpp"

namespace assay::cli {

void add_isolation_option(CLI::App& app) {
  struct Options {
    bool allow_reduced = false;
    bool always_reduced = false;
  };
  auto options = std::make_shared<Options>();
  auto* allow = app.add_flag("--allow-reduced-isolation", options->allow_reduced,
                             "Where namespaces or cgroups cannot be had, run with Landlock, a system call filter and resource "
                             "limits alone; every report then says so");
  app.add_flag("--always-reduced-isolation", options->always_reduced, "The same although the full isolation can be had, to try it")
      ->needs(allow);
  app.parse_complete_callback([options] {
    using sandbox::IsolationChoice;
    if (options->allow_reduced) {
      sandbox::choose_isolation(options->always_reduced ? IsolationChoice::reduced : IsolationChoice::reduced_if_needed);
    }
  });
}

}  // namespace assay::cli
