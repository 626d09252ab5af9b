/* hang STYLE: does not end by itself. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void pause_for_ever(void) {
  for (;;) pause();
}
static void sleeping(char** argv) { (void)argv; pause_for_ever(); }
static void deaf(char** argv) {
  (void)argv;
  for (int number = 1; number < NSIG; ++number) signal(number, SIG_IGN);
  pause_for_ever();
}
static void stopped(char** argv) {
  (void)argv;
  for (;;) raise(SIGSTOP);
}
static void stopped_child(char** argv) {
  (void)argv;
  if (fork() == 0) stopped(argv);
  wait(NULL);
}
/* The parent waits in the kernel, where no signal but a deadly one reaches it. */
static void vfork_parent(char** argv) {
  (void)argv;
  if (vfork() == 0) pause_for_ever();
}
static void silent(char** argv) {
  (void)argv;
  for (int fd = 0; fd < 64; ++fd) close(fd);
  pause_for_ever();
}
static void executing(char** argv) {
  const struct timespec moment = {0, 5000000};
  nanosleep(&moment, NULL);
  execv("/proc/self/exe", argv);
}
static void full_pipe(char** argv) {
  int ends[2];
  (void)argv;
  if (pipe(ends) != 0) return;
  while (write(ends[1], argv, 1) == 1) {}
}
static void locked_file(char** argv) {
  struct flock whole = {.l_type = F_WRLCK};
  const int file = memfd_create("x", 0);
  (void)argv;
  fcntl(file, F_SETLK, &whole);
  if (fork() == 0) {
    fcntl(file, F_SETLKW, &whole);
    _exit(0);
  }
  pause_for_ever();
}

int main(int argc, char** argv) {
  const struct { const char* name; void (*hang)(char**); } styles[] = {{"sleeping", sleeping}, {"deaf", deaf},
      {"stopped", stopped}, {"stopped_child", stopped_child}, {"vfork_parent", vfork_parent}, {"silent", silent},
      {"executing", executing}, {"full_pipe", full_pipe}, {"locked_file", locked_file}};
  for (size_t i = 0; argc > 1 && i < sizeof styles / sizeof *styles; ++i) {
    if (!strcmp(styles[i].name, argv[1])) styles[i].hang(argv);
  }
  return 2;
}
