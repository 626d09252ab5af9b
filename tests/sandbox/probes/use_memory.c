/* use_memory MEBIBYTES [FILE]: touches that much memory, or writes that much to FILE. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char** argv) {
  const size_t mebibyte = 1 << 20;
  char* block = malloc(mebibyte);
  const int file = argc > 2 ? open(argv[2], O_WRONLY | O_CREAT, 0600) : -1;
  for (long i = atol(argv[1]); i > 0; --i) {
    char* touched = file < 0 ? malloc(mebibyte) : block;
    if (!touched) return 1;
    memset(touched, (int)i, mebibyte);
    if (file >= 0 && write(file, touched, mebibyte) != (ssize_t)mebibyte) return 2;
  }
  return 0;
}
