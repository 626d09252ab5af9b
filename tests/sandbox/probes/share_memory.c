/* share_memory MEBIBYTES CHILDREN MILLISECONDS [write]: touches that much memory and forks; with "write" each child touches it
   all again, so that it has its own. Prints how many children ended well. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* A page a write, which no compiler may leave out. */
static void touch(volatile char* block, size_t size, int value) {
  for (size_t i = 0; i < size; i += 4096) block[i] = (char)value;
}

int main(int argc, char** argv) {
  const size_t size = (size_t)atol(argv[1]) << 20;
  const int children = atoi(argv[2]);
  char* block = malloc(size);
  int well = 0;
  if (!block) return 1;
  touch(block, size, 1);
  for (int i = 0; i < children; ++i) {
    if (fork() != 0) continue;
    if (argc > 4) touch(block, size, i + 2);
    usleep((useconds_t)atol(argv[3]) * 1000);
    _exit(0);
  }
  for (int i = 0; i < children; ++i) {
    int how = 0;
    if (wait(&how) > 0 && how == 0) ++well;
  }
  printf("%d\n", well);
  return 0;
}
