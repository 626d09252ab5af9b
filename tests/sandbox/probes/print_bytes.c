/* print_bytes COUNT: prints that many bytes on stdout and on stderr; 0 prints for ever. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char** argv) {
  char block[4096];
  long left = argc > 1 ? atol(argv[1]) : 0;
  const int endless = left == 0;
  memset(block, 'x', sizeof block);
  while (endless || left > 0) {
    const size_t size = endless || left > (long)sizeof block ? sizeof block : (size_t)left;
    if (write(1, block, size) != (ssize_t)size || write(2, block, size) != (ssize_t)size) return 1;
    left -= (long)size;
  }
  return 0;
}
