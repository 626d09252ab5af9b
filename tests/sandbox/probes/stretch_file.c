/* stretch_file KIND PATH BYTES: makes a file of that size, and prints its size or why it could not. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char** argv) {
  struct stat made;
  if (argc != 4) return 2;
  signal(SIGXFSZ, SIG_IGN);
  const off_t size = atol(argv[3]);
  const int in_memory = !strcmp(argv[1], "memory");
  const int file = in_memory ? memfd_create("x", 0) : open(argv[2], O_RDWR | O_CREAT | O_EXCL, 0600);
  int result = 0;
  if (!strcmp(argv[1], "hole") || in_memory) result = ftruncate(file, size);
  if (!strcmp(argv[1], "reserve")) result = fallocate(file, 0, 0, size);
  /* Takes its room, and gives it back but for the last byte. */
  if (!strcmp(argv[1], "punch")) {
    result = fallocate(file, FALLOC_FL_KEEP_SIZE, 0, size);
    if (result == 0) result = fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, size);
    if (result == 0) result = pwrite(file, "x", 1, size - 1) == 1 ? 0 : -1;
  }
  if (!strcmp(argv[1], "seek")) result = pwrite(file, "x", 1, size - 1) == 1 ? 0 : -1;
  if (result != 0) {
    puts(strerrorname_np(errno));
    return 0;
  }
  fstat(file, &made);
  printf("%ld\n", (long)made.st_size);
  if (!in_memory) unlink(argv[2]);
  return 0;
}
