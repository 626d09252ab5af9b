/* Other processes: to see, to read, to change, to end. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attack.h"

static const char* of(char** a, const char* what) {
  static char path[256];
  snprintf(path, sizeof path, "/proc/%s/%s", a[0], what);
  return path;
}
static void see(char** a) { judge(access(of(a, "stat"), R_OK)); }
static void read_environment(char** a) {
  char text[4096] = "";
  const int file = open(of(a, "environ"), O_RDONLY);
  if (file < 0 || read(file, text, sizeof text - 1) < 0) return held();
  got(text);
}
static void read_through_descriptor(char** a) {
  char text[256] = "";
  const int file = open(of(a, "fd/3"), O_RDONLY);
  if (file < 0 || read(file, text, sizeof text - 1) < 0) return held();
  got(text);
}
/* Of one's descriptors, that of the highest number that the sandbox's own programs have. */
static void open_descriptor(char** a) { judge(open(of(a, a[1]), O_WRONLY)); }
static void open_memory(char** a) { judge(open(of(a, "mem"), O_RDWR)); }
static void read_maps(char** a) {
  char text[256] = "";
  const int file = open(of(a, "maps"), O_RDONLY);
  errno = EACCES; /* a process may open, and then sees nothing */
  judge(file >= 0 && read(file, text, sizeof text) > 0 ? 0 : -1);
}
static void enter_folder(char** a) { judge(open(of(a, "cwd"), O_PATH)); }
static void enter_root(char** a) { judge(open(of(a, "root"), O_PATH)); }
/* CVE-2019-5736 keeps such a handle, and writes through it once the program has ended. */
static void hold_program(char** a) { judge(open(of(a, "exe"), O_PATH)); }
static void hold_namespace(char** a) { judge(open(of(a, "ns/user"), O_RDONLY)); }
/* Ends with this process, and does not stop the other. */
static void trace(char** a) { judge(ptrace(PTRACE_SEIZE, atoi(a[0]), 0, 0)); }
static void end(char** a) { judge(kill(atoi(a[0]), SIGKILL)); }
static void end_by_descriptor(char** a) {
  const long process = syscall(SYS_pidfd_open, atoi(a[0]), 0);
  if (process < 0) return held();
  judge(syscall(SYS_pidfd_send_signal, process, SIGKILL, NULL, 0));
}

const struct attack processes[] = {{"see", see}, {"read_environment", read_environment},
    {"read_through_descriptor", read_through_descriptor}, {"open_descriptor", open_descriptor},
    {"open_memory", open_memory}, {"read_maps", read_maps}, {"enter_folder", enter_folder}, {"enter_root", enter_root},
    {"hold_program", hold_program}, {"hold_namespace", hold_namespace}, {"trace", trace}, {"end", end},
    {"end_by_descriptor", end_by_descriptor}, {0}};
