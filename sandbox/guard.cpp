// assay-guard LEAF FOLDER...
//
// Clears a grader's session cgroups away when the grader is gone, however it went. It
// holds the reading end of a pipe on stdin; the grader alone holds the other end and
// never writes, so the end of file is the grader's death (or its orderly end). Then it
// kills what is left in the folders and removes them, and nothing else. Where the grader moved
// itself to LEAF (else it is empty), the guard came to life there, and is the last to leave it.
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "sandbox/cgroup_tree.hpp"

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string leaf = argv[1];
  const std::vector<std::string> folders(argv + 2, argv + argc);
  if (chdir("/") != 0) return 1;
  char byte;
  while (read(STDIN_FILENO, &byte, 1) < 0 && errno == EINTR) {}
  const bool gone = assay::sandbox::cgroup_tree::kill_and_remove(folders, std::chrono::seconds{30});
  if (!leaf.empty()) assay::sandbox::cgroup_tree::leave_leaf(leaf);
  return gone ? 0 : 1;
}
