/* list_descriptors: prints the open descriptors' numbers on one line; writes "hello" to 5 if it is open. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void) {
  for (int fd = 0; fd < 4096; ++fd) {
    if (fcntl(fd, F_GETFD) >= 0) printf("%d ", fd);
  }
  putchar('\n');
  return write(5, "hello", 5) == 5 ? 0 : 1;
}
