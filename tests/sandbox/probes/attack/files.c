/* What the file system shows and lets be written. Opening for writing writes nothing. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "attack.h"

static void read_file(char** a) {
  char line[256] = "";
  FILE* const file = fopen(a[0], "r");
  if (!file || !fgets(line, sizeof line, file)) return held();
  line[strcspn(line, "\n")] = '\0';
  got(line);
}
static void open_to_write(char** a) { judge(open(a[0], O_WRONLY | O_CLOEXEC)); }
static void open_to_read(char** a) { judge(open(a[0], O_RDONLY | O_NOCTTY | O_NONBLOCK)); }
static void make_file(char** a) {
  char path[256];
  snprintf(path, sizeof path, "%s/assay-attack-%d", a[0], (int)getpid());
  const int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  judge(file);
  if (file >= 0) unlink(path);
}
/* Where the mount is writable, one may set a device's times, and lock out who does. */
static void writable_mount(char** a) {
  struct statvfs where;
  if (statvfs(a[0], &where) != 0) return held();
  errno = EROFS;
  judge(where.f_flag & ST_RDONLY ? -1 : 0);
}
/* As a path from a descriptor that was opened in the box. */
static void climb_out(char** a) {
  const int folder = open("/tmp", O_RDONLY | O_DIRECTORY);
  char path[512] = "";
  for (int i = 0; i < 40; ++i) strcat(path, "../");
  strcat(path, a[0]);
  if (openat(folder, path, O_RDONLY) < 0) return held();
  read_file((char*[]){path, NULL});
}
/* Through /proc's magic links of every process that there is. */
static void climb_out_by_proc(char** a) {
  char path[512], line[256] = "";
  DIR* const proc = opendir("/proc");
  for (struct dirent* one; proc && (one = readdir(proc));) {
    for (const char** part = (const char*[]){"root", "cwd", NULL}; *part; ++part) {
      snprintf(path, sizeof path, "/proc/%s/%s/%s", one->d_name, *part, a[0]);
      FILE* const file = fopen(path, "r");
      if (!file || !fgets(line, sizeof line, file)) continue;
      line[strcspn(line, "\n")] = '\0';
      return got(line);
    }
  }
  errno = ENOENT;
  held();
}

const struct attack files[] = {{"read_file", read_file}, {"open_to_write", open_to_write}, {"open_to_read", open_to_read},
    {"make_file", make_file}, {"writable_mount", writable_mount}, {"climb_out", climb_out},
    {"climb_out_by_proc", climb_out_by_proc}, {0}};
