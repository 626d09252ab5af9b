#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "attack.h"

void got(const char* what) { printf("got %s\n", what); }

void held(void) {
  if (errno == ENOSYS) {
    puts("absent");
  } else {
    printf("held %s\n", strerrorname_np(errno));
  }
}

void judge(long result) {
  if (result < 0) {
    held();
  } else {
    got("it");
  }
}

void judge_past(long result, int error) {
  if (result < 0 && errno == error) {
    got("past");
  } else if (result < 0) {
    held();
  } else {
    puts("held without effect");
  }
}

int main(int argc, char** argv) {
  const struct attack* const tables[] = {calls, devices, files, ipc, mounts, network, privileges, processes};
  if (argc < 2) return 2;
  for (size_t i = 0; i < sizeof tables / sizeof *tables; ++i) {
    for (const struct attack* one = tables[i]; one->name; ++one) {
      if (strcmp(one->name, argv[1]) != 0) continue;
      errno = 0;
      one->attempt(argv + 2);
      return 0;
    }
  }
  fprintf(stderr, "no such attack: %s\n", argv[1]);
  return 2;
}
