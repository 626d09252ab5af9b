/* forge: writes on every descriptor that it finds, and through every link to one in /proc, what the sandbox's init would
   say if the program had exited with 0; then exits with 42. forge signal NUMBER: ends by that signal instead. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* init_protocol::Message: started is 1, ended 4. */
static const int32_t started[3] = {1, 0, 0}, ended[3] = {4, 0, 0};

static void say(int file) {
  (void)!write(file, started, sizeof started);
  (void)!write(file, ended, sizeof ended);
}

static void say_through_links(const char* process) {
  char path[300];
  snprintf(path, sizeof path, "/proc/%s/fd", process);
  DIR* const folder = opendir(path);
  for (struct dirent* one; folder && (one = readdir(folder));) {
    snprintf(path, sizeof path, "/proc/%s/fd/%s", process, one->d_name);
    const int file = open(path, O_WRONLY | O_NONBLOCK);
    if (file >= 0) say(file);
    close(file);
  }
  if (folder) closedir(folder);
}

int main(int argc, char** argv) {
  for (int fd = 3; fd < 4096; ++fd) say(fd);
  for (int fd = 3; fd < 4096; ++fd) {
    char path[300];
    snprintf(path, sizeof path, "/proc/1/fd/%d", fd);
    const int file = open(path, O_WRONLY | O_NONBLOCK);
    if (file >= 0) say(file);
  }
  say_through_links("1");
  say_through_links("self");
  if (argc == 3) raise(atoi(argv[2]));
  return 42;
}
