/* Devices: nodes of one's own, made in a file system of the test's. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "attack.h"

static void make_node(char** a, mode_t kind, dev_t device) {
  char path[256];
  snprintf(path, sizeof path, "%s/node", a[0]);
  judge(mknod(path, kind | 0600, device));
  unlink(path);
}
static void make_memory(char** a) { make_node(a, S_IFCHR, makedev(1, 1)); }
static void make_terminal(char** a) { make_node(a, S_IFCHR, makedev(5, 0)); }
static void make_disk(char** a) { make_node(a, S_IFBLK, makedev(7, 0)); }

const struct attack devices[] = {{"make_memory", make_memory}, {"make_terminal", make_terminal}, {"make_disk", make_disk}, {0}};
