/* write_file PATH BYTES */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char** argv) {
  char block[1024];
  const int file = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (argc < 3 || file < 0) return 1;
  memset(block, 'x', sizeof block);
  for (long left = atol(argv[2]); left > 0;) {
    const size_t size = left > (long)sizeof block ? sizeof block : (size_t)left;
    const ssize_t written = write(file, block, size);
    if (written <= 0) return 2;
    left -= written;
  }
  return 0;
}
