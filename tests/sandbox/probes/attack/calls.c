/* Large or dangerous parts of the kernel. Unless said otherwise a call makes something that ends with this process. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/bpf.h>
#include <linux/keyctl.h>
#include <linux/perf_event.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <sys/uio.h>
#include <unistd.h>

#include "attack.h"

enum { cachestat_call = 451, sched_core = 62, huge_page = 2 << 20 };

static void io_uring(char** a) {
  char parameters[120] = {0};
  (void)a;
  judge(syscall(SYS_io_uring_setup, 1, parameters));
}
static void bpf(char** a) {
  union bpf_attr map = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
  (void)a;
  judge(syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map));
}
static void perf(char** a) {
  struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event, .config = PERF_COUNT_SW_CPU_CLOCK};
  (void)a;
  judge(syscall(SYS_perf_event_open, &event, 0, -1, -1, 0));
}
static void userfaultfd(char** a) { (void)a; judge(syscall(SYS_userfaultfd, O_CLOEXEC)); }
static void key_session(char** a) { (void)a; judge(syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_PROCESS_KEYRING, 1)); }
static void add_key(char** a) { (void)a; judge(syscall(SYS_add_key, "user", "assay", "x", 1, KEY_SPEC_PROCESS_KEYRING)); }
static void request_key(char** a) { (void)a; judge_past(syscall(SYS_request_key, "user", "assay-none", NULL, 0), ENOKEY); }
static void trace_me(char** a) { (void)a; judge(ptrace(PTRACE_TRACEME, 0, 0, 0)); }
static void stop_traced(char** a) {
  (void)a;
  if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0) return held();
  raise(SIGUSR1);
  got("on");
}
static void read_memory(char** a) {
  char here[4] = "abc", there[4] = "";
  const struct iovec to = {there, 4}, from = {here, 4};
  (void)a;
  judge(process_vm_readv(getpid(), &to, 1, &from, 1, 0));
}
static void write_memory(char** a) {
  char here[4] = "abc", there[4] = "";
  const struct iovec to = {there, 4}, from = {here, 4};
  (void)a;
  judge(process_vm_writev(getpid(), &from, 1, &to, 1, 0));
}
static void advise_memory(char** a) {
  (void)a;
  judge_past(syscall(SYS_process_madvise, -1, NULL, 0, 0, 0), EBADF);
}
static void compare(char** a) { (void)a; judge(syscall(SYS_kcmp, getpid(), getpid(), 0, 0, 0)); }
static void take_descriptor(char** a) {
  (void)a;
  judge(syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, getpid(), 0), 1, 0));
}
static void kernel_log(char** a) { (void)a; judge(syscall(SYS_syslog, 10 /* its size */, NULL, 0)); }
static void fanotify(char** a) { (void)a; judge(syscall(SYS_fanotify_init, 0, 0)); }
static void inotify(char** a) { (void)a; judge(inotify_add_watch(inotify_init1(0), "/usr/bin", IN_OPEN)); }
static void dnotify(char** a) {
  (void)a;
  signal(SIGIO, SIG_IGN);
  judge(fcntl(open("/usr/bin", O_RDONLY), F_NOTIFY, (long)DN_ACCESS));
}
static void change_segments(char** a) {
  char table[16];
  (void)a;
#ifdef SYS_modify_ldt
  judge(syscall(SYS_modify_ldt, 0 /* read */, table, sizeof table));
#else
  errno = ENOSYS;
  (void)table;
  held();
#endif
}
static void read_implies_exec(char** a) { (void)a; judge(personality(READ_IMPLIES_EXEC)); }
static void asynchronous_io(char** a) {
  aio_context_t context = 0;
  (void)a;
  judge(syscall(SYS_io_setup, 16, &context));
}
static void secret_memory(char** a) { (void)a; judge(syscall(SYS_memfd_secret, 0)); }
/* Without a reservation nothing is taken from the pool until it is touched. */
static void huge_pages(char** a) {
  (void)a;
  judge(mmap(NULL, huge_page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | MAP_NORESERVE, -1, 0) == MAP_FAILED ? -1 : 0);
}
static void huge_file(char** a) { (void)a; judge(memfd_create("x", MFD_HUGETLB)); }
static void sync_host(char** a) { (void)a; judge_past(syncfs(-1), EBADF); }
/* The kernel looks for the descriptor before it does anything. */
static void unknown_call(char** a) {
  uint64_t range[2] = {0}, answer[5];
  (void)a;
  judge_past(syscall(cachestat_call, -1, range, answer, 0), EBADF);
}
/* Only asks. EINVAL: a kernel without it; ENODEV: a machine without threads that share a core. */
static void core_scheduling(char** a) {
  unsigned long cookie = 0;
  (void)a;
  const int result = prctl(sched_core, 0 /* get */, 0, 0, &cookie);
  if (result < 0 && errno == EINVAL) errno = ENOSYS;
  judge_past(result < 0 ? result : (errno = ENODEV, -1), ENODEV);
}
static void push_input(char** a) { (void)a; judge_past(ioctl(0, TIOCSTI, "x"), ENOTTY); }
static void push_input_high(char** a) { (void)a; judge_past(syscall(SYS_ioctl, 0, 0x100000000UL | TIOCSTI, "x"), ENOTTY); }
static void console_selection(char** a) { (void)a; judge_past(ioctl(0, TIOCLINUX, "x"), ENOTTY); }
static void call_32_bit(char** a) {
  (void)a;
#ifdef __x86_64__
  long result;
  __asm__ volatile("int $0x80" : "=a"(result) : "a"(20) : "memory"); /* getpid by its 32-bit number */
  errno = result < 0 ? (int)-result : 0;
  judge(result);
#else
  errno = ENOSYS;
  held();
#endif
}
static void call_x32(char** a) { (void)a; judge(syscall(0x40000000 | 39 /* getpid */)); }

const struct attack calls[] = {{"io_uring", io_uring}, {"bpf", bpf}, {"perf", perf}, {"userfaultfd", userfaultfd},
    {"key_session", key_session}, {"add_key", add_key}, {"request_key", request_key}, {"trace_me", trace_me}, {"stop_traced", stop_traced},
    {"read_memory", read_memory}, {"write_memory", write_memory}, {"advise_memory", advise_memory}, {"compare", compare},
    {"take_descriptor", take_descriptor}, {"kernel_log", kernel_log}, {"fanotify", fanotify}, {"inotify", inotify},
    {"dnotify", dnotify}, {"change_segments", change_segments}, {"read_implies_exec", read_implies_exec},
    {"asynchronous_io", asynchronous_io}, {"secret_memory", secret_memory}, {"huge_pages", huge_pages},
    {"huge_file", huge_file}, {"sync_host", sync_host}, {"unknown_call", unknown_call},
    {"core_scheduling", core_scheduling}, {"push_input", push_input}, {"push_input_high", push_input_high},
    {"console_selection", console_selection}, {"call_32_bit", call_32_bit}, {"call_x32", call_x32}, {0}};
