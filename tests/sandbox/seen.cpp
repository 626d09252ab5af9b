#include "seen.hpp"

#include <gtest/gtest.h>

#include "util/process.hpp"

namespace assay::sandbox::testing {

namespace {

std::string without_line_end(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

std::string seen(const Outcome& outcome) {
  if (outcome.end == End::policy_violation) return "violation";
  if (outcome.end == End::exited && outcome.exit_code == 0) return without_line_end(outcome.out);
  return describe(outcome);
}

std::string run_bare(const std::vector<std::string>& arguments) {
  // An ordinary user gets a mount namespace only within a user namespace.
  const std::vector<std::string> as_user = geteuid() == 0 ? std::vector<std::string>{} : std::vector<std::string>{"--user", "--map-root-user"};
  util::ProcessRequest request{.program = "unshare", .arguments = as_user, .wall = std::chrono::seconds{20}};
  const auto add = [&](std::initializer_list<std::string> words) {
    request.arguments.insert(request.arguments.end(), words.begin(), words.end());
  };
  add({"--mount", "--propagation", "private", "--", "/bin/sh", "-c"});
  add({"mount -t tmpfs -o size=16m,nr_inodes=4096 none /mnt && exec setsid --wait \"$@\" </dev/null", "sh"});
  request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
  const auto result = util::run_process(request, {});
  if (!result) {
    ADD_FAILURE() << result.error().message;
    return "";
  }
  if (result->exit_code != 0) return "exit code " + std::to_string(result->exit_code) + ": " + result->output;
  return without_line_end(result->output);
}

}  // namespace assay::sandbox::testing
