// Starts trusted programs of our own, such as a compiler or a judge. Whatever a
// submission brought runs in the sandbox instead.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/duration.hpp"
#include "core/error.hpp"

namespace assay::util {

inline constexpr int line_descriptor = 3;

struct ProcessRequest {
  std::filesystem::path program;  ///< a bare name is looked up in PATH
  std::vector<std::string> arguments;
  core::Duration wall{};          ///< past it the program is killed, and that is an error
  std::vector<std::string> environment;  ///< "NAME=value", beside what we have ourselves

  std::vector<int> inherited = {};  ///< descriptors of ours that it gets too, under their numbers; above `line_descriptor`

  /// Where set, the program gets a pipe as descriptor `line_descriptor`, and each line
  /// that it writes there comes here, without its end.
  std::function<void(std::string_view line)> on_line;
};

struct ProcessResult {
  int exit_code = 0;   ///< 128 + the signal's number where one ended it
  std::string output;  ///< stdout and stderr together, at most the last 64 KiB
};

/// Runs it to its end, in a process group of its own; it dies with us, however we die, and
/// what it has started dies with it where we stop it. An infrastructure error where it
/// cannot be started or outlasts `wall`, `interrupted` where `stop` was requested.
[[nodiscard]] core::Result<ProcessResult> run_process(const ProcessRequest& request, std::stop_token stop);

}  // namespace assay::util
