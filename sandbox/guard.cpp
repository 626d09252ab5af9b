// assay-guard FOLDER...
//
// Clears a grader's session cgroups away when the grader is gone, however it went. It
// holds the reading end of a pipe on stdin; the grader alone holds the other end and
// never writes, so the end of file is the grader's death (or its orderly end). Then it
// kills what is left in the folders and removes them, and nothing else.
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

#include "sandbox/cgroup_tree.hpp"

int main(int argc, char** argv) {
  const std::vector<std::string> folders(argv + 1, argv + argc);
  if (chdir("/") != 0) return 1;
  char byte;
  while (read(STDIN_FILENO, &byte, 1) < 0 && errno == EINTR) {}
  return assay::sandbox::cgroup_tree::kill_and_remove(folders, std::chrono::seconds{30}) ? 0 : 1;
}
