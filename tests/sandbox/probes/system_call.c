/* system_call NAME: makes the call and prints "ok" or the errno's name. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/keyctl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static long make(const char* name) {
  static char page[4096];
  if (!strcmp(name, "mount")) return mount("none", "/tmp", "tmpfs", 0, NULL);
  if (!strcmp(name, "umount")) return umount("/tmp");
  if (!strcmp(name, "setns")) return setns(0, 0);
  if (!strcmp(name, "unshare_user")) return unshare(CLONE_NEWUSER);
  if (!strcmp(name, "clone_user")) return syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
  if (!strcmp(name, "clone3")) return syscall(SYS_clone3, page, 64);
  if (!strcmp(name, "ptrace")) return ptrace(PTRACE_TRACEME, 0, 0, 0);
  if (!strcmp(name, "bpf")) return syscall(SYS_bpf, 0, page, 64);
  if (!strcmp(name, "keyctl")) return syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, -3, 0);
  if (!strcmp(name, "io_uring")) return syscall(SYS_io_uring_setup, 1, page);
  if (!strcmp(name, "perf")) return syscall(SYS_perf_event_open, page, 0, -1, -1, 0);
  if (!strcmp(name, "userfaultfd")) return syscall(SYS_userfaultfd, 0);
  if (!strcmp(name, "process_vm_readv")) return syscall(SYS_process_vm_readv, 1, 0, 0, 0, 0, 0);
  if (!strcmp(name, "tiocsti")) return ioctl(0, TIOCSTI, "x");
  if (!strcmp(name, "tiocsti_high")) return syscall(SYS_ioctl, 0, 0x100000000UL | TIOCSTI, "x");
  if (!strcmp(name, "personality_query")) return personality(0xffffffff);
  if (!strcmp(name, "personality_no_randomize")) return personality(ADDR_NO_RANDOMIZE);
  if (!strcmp(name, "personality_read_implies_exec")) return personality(READ_IMPLIES_EXEC);
  if (!strcmp(name, "socket_unix")) return socket(AF_UNIX, SOCK_STREAM, 0);
  if (!strcmp(name, "socket_inet")) return socket(AF_INET, SOCK_STREAM, 0);
  if (!strcmp(name, "socket_inet_high")) return syscall(SYS_socket, 0x100000000UL | AF_INET, SOCK_STREAM, 0);
  if (!strcmp(name, "socket_inet6")) return socket(AF_INET6, SOCK_STREAM, 0);
  if (!strcmp(name, "socket_netlink")) return socket(AF_NETLINK, SOCK_RAW, 0);
  if (!strcmp(name, "socket_packet")) return socket(AF_PACKET, SOCK_RAW, 0);
  if (!strcmp(name, "socket_vsock")) return socket(AF_VSOCK, SOCK_STREAM, 0);
  if (!strcmp(name, "socket_alg")) return socket(AF_ALG, SOCK_SEQPACKET, 0);
  if (!strcmp(name, "setuid_root")) return setuid(0);
  if (!strcmp(name, "init_memory")) return open("/proc/1/mem", O_RDWR);
  if (!strcmp(name, "init_descriptors")) return open("/proc/1/fd/10", O_WRONLY);
  if (!strcmp(name, "kill_init")) return kill(1, SIGKILL) || getpid() == 1;
  if (!strcmp(name, "affinity")) {
    page[0] = 3;
    return syscall(SYS_sched_setaffinity, 0, 8, page) < 0 ? -1 : 0;
  }
#ifdef __x86_64__
  if (!strcmp(name, "32_bit")) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20) : "memory"); /* getpid by its 32-bit number */
    return result;
  }
#endif
  errno = EINVAL;
  fprintf(stderr, "no such call here: %s\n", name);
  return -1;
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  if (make(argv[1]) == -1) {
    puts(strerrorname_np(errno));
  } else {
    puts("ok");
  }
  return 0;
}
