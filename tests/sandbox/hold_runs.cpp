// hold_runs MARK: starts boxes without end and keeps some, each with a daemon in it, until it is killed.
#include <cstdio>
#include <vector>

#include "sandbox/runner.hpp"

int main(int argc, char** argv) {
  using namespace assay::sandbox;
  if (argc != 2) return 2;
  Policy policy;
  policy.mounts.push_back({ASSAY_PROBES, "/probes", false});
  policy.limits.wall = std::chrono::minutes{5};
  std::vector<Run> held;
  for (;;) {
    auto run = Run::start(policy, {.arguments = {"/probes/leave_daemon", argv[1], "stay"}});
    if (!run) {
      std::fprintf(stderr, "%s\n", run.error().message.c_str());
      return 1;
    }
    held.push_back(std::move(*run));
    if (held.size() == 3) held.erase(held.begin());
    std::puts("held");
    std::fflush(stdout);
  }
}
