/* reach_outside WHAT [TARGET]: tries to get at something of the host's that is not a namespace's to hide. Prints "ok" or the
   errno's name. TARGET is a path, a process id or a socket's abstract name. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

static int is(const char* word, const char* what) { return strcmp(word, what) == 0; }

static socklen_t abstract(struct sockaddr_un* address, const char* name) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  strncpy(address->sun_path + 1, name, sizeof address->sun_path - 2);
  return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name));
}

/* A pair of datagram sockets can be given another partner. */
static long send_from_a_pair(const char* name) {
  struct sockaddr_un address;
  const socklen_t size = abstract(&address, name);
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends) != 0) return -1;
  return sendto(ends[0], "x", 1, 0, (struct sockaddr*)&address, size);
}

static long connect_a_pair(const char* name, int type) {
  struct sockaddr_un address;
  const socklen_t size = abstract(&address, name);
  int ends[2];
  if (socketpair(AF_UNIX, type, 0, ends) != 0) return -1;
  return connect(ends[0], (struct sockaddr*)&address, size);
}

static long connect_new(const char* name) {
  struct sockaddr_un address;
  const socklen_t size = abstract(&address, name);
  const int client = socket(AF_UNIX, SOCK_STREAM, 0);
  return client < 0 ? -1 : connect(client, (struct sockaddr*)&address, size);
}

static long signal_by_file(int target) {
  int ends[2];
  if (pipe(ends) != 0 || fcntl(ends[0], F_SETOWN, target) != 0 || fcntl(ends[0], F_SETSIG, SIGKILL) != 0) return -1;
  if (fcntl(ends[0], F_SETFL, O_ASYNC) != 0) return -1;
  return write(ends[1], "x", 1);
}

static long limit_other(int target) {
  const struct rlimit files = {64, 64};
  return prlimit(target, RLIMIT_NOFILE, &files, NULL);
}

static long read_memory(int target) {
  char byte;
  struct iovec local = {&byte, 1};
  struct iovec remote = {(void*)&errno, 1};
  return process_vm_readv(target, &local, 1, &remote, 1, 0);
}

static long of_files(const char* what, const char* path) {
  if (is(what, "read")) return open(path, O_RDONLY);
  if (is(what, "list")) return open(path, O_RDONLY | O_DIRECTORY);
  if (is(what, "append")) return open(path, O_WRONLY | O_APPEND);
  if (is(what, "empty")) return open(path, O_RDONLY | O_TRUNC);
  if (is(what, "truncate")) return truncate(path, 1);
  if (is(what, "chmod")) return chmod(path, 0600);
  if (is(what, "fchmodat")) return fchmodat(AT_FDCWD, path, 0600, 0);
  if (is(what, "utimes")) return utimensat(AT_FDCWD, path, NULL, 0);
  if (is(what, "xattr")) return setxattr(path, "user.assay", "x", 1, 0);
  if (is(what, "chown")) return chown(path, getuid(), getgid());
  if (is(what, "unlink")) return unlink(path);
  if (is(what, "make")) return open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (is(what, "watch")) return inotify_add_watch(inotify_init1(0), path, IN_ALL_EVENTS);
  if (is(what, "fifo")) return mkfifo(path, 0600);
  if (is(what, "link")) return link(path, "linked");
  return -2;
}

static long of_processes(const char* what, int target) {
  if (is(what, "kill")) return kill(target, SIGKILL);
  if (is(what, "kill_group")) return kill(-target, SIGKILL);
  if (is(what, "tgkill")) return syscall(SYS_tgkill, target, target, SIGKILL);
  if (is(what, "queue")) return sigqueue(target, SIGKILL, (union sigval){0});
  if (is(what, "pidfd")) return syscall(SYS_pidfd_send_signal, syscall(SYS_pidfd_open, target, 0), SIGKILL, NULL, 0);
  if (is(what, "file_signal")) return signal_by_file(target);
  if (is(what, "prlimit")) return limit_other(target);
  if (is(what, "renice")) return setpriority(PRIO_PROCESS, (id_t)target, 19);
  if (is(what, "memory")) return read_memory(target);
  return -2;
}

static long of_the_machine(const char* what, const char* target) {
  if (is(what, "abstract")) return connect_new(target);
  if (is(what, "pair_datagram")) return send_from_a_pair(target);
  if (is(what, "pair_connect")) return connect_a_pair(target, SOCK_DGRAM);
  if (is(what, "pair_stream")) {
    int ends[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
  }
  if (is(what, "shm")) return shmget(IPC_PRIVATE, 4096, 0600);
  if (is(what, "sem")) return semget(IPC_PRIVATE, 1, 0600);
  if (is(what, "msg")) return msgget(IPC_PRIVATE, 0600);
  if (is(what, "mq")) return mq_open("/assay-probe", O_RDONLY | O_CREAT, 0600, NULL);
  if (is(what, "memfd")) return memfd_create("x", 0);
  if (is(what, "shared_memory")) {
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
  }
  return -2;
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  const char* target = argc > 2 ? argv[2] : "";
  long result = of_files(what, target);
  if (result == -2) result = of_processes(what, atoi(target));
  if (result == -2) result = of_the_machine(what, target);
  if (result == -2) return 2;
  puts(result == -1 ? strerrorname_np(errno) : "ok");
  return 0;
}
