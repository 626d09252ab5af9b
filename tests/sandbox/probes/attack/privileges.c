/* What takes a privilege: the clock, the machine, modules, swap, ports, priorities. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

/* The kernel looks at the right to, and then has neither a time nor a zone to set. */
static void set_time(char** a) { (void)a; judge(syscall(SYS_settimeofday, NULL, NULL)); }
/* No one can set this clock, which the kernel says last. */
static void set_clock(char** a) {
  struct timespec now = {0};
  (void)a;
  judge_past(syscall(SYS_clock_settime, CLOCK_MONOTONIC, &now), EINVAL);
}
/* Modes of 0 only read. */
static void adjust_time(char** a) {
  struct timex none = {0};
  (void)a;
  judge(adjtimex(&none));
}
static void adjust_clock(char** a) {
  struct timex none = {0};
  (void)a;
  judge(clock_adjtime(CLOCK_REALTIME, &none));
}
/* Wrong magic numbers, which the kernel looks at after the right to. */
static void reboot(char** a) { (void)a; judge_past(syscall(SYS_reboot, 0, 0, 0, 0), EINVAL); }
static void load_kernel(char** a) { (void)a; judge_past(syscall(SYS_kexec_load, 0, 0, NULL, ~0UL), EINVAL); }
static void load_kernel_file(char** a) { (void)a; judge_past(syscall(SYS_kexec_file_load, -1, -1, 0, "", ~0UL), EINVAL); }
static void load_module(char** a) { (void)a; judge_past(syscall(SYS_init_module, "", 0, ""), ENOEXEC); }
static void load_module_file(char** a) { (void)a; judge_past(syscall(SYS_finit_module, -1, "", 0), EBADF); }
static void remove_module(char** a) { (void)a; judge_past(syscall(SYS_delete_module, "assay-none", O_NONBLOCK), ENOENT); }
static void swap_on(char** a) { (void)a; judge_past(syscall(SYS_swapon, "/assay-none", 0), ENOENT); }
static void swap_off(char** a) { (void)a; judge_past(syscall(SYS_swapoff, "/assay-none"), ENOENT); }
static void account(char** a) { (void)a; judge_past(syscall(SYS_acct, "/assay-none"), ENOENT); }
/* Of no device. */
static void quota(char** a) { (void)a; judge_past(syscall(SYS_quotactl, 0x80000700 /* Q_GETINFO's class */, "/assay-none", 0, NULL), ENOENT); }
/* Asks for ports and uses none. */
static void all_ports(char** a) {
  (void)a;
#ifdef SYS_iopl
  judge(syscall(SYS_iopl, 3));
#else
  errno = ENOSYS;
  held();
#endif
}
static void one_port(char** a) {
  (void)a;
#ifdef SYS_ioperm
  judge(syscall(SYS_ioperm, 0x80, 1, 1));
#else
  errno = ENOSYS;
  held();
#endif
}
static void hang_up(char** a) {
  (void)a;
  setsid(); /* so that there is no terminal */
  judge(syscall(SYS_vhangup));
}
static void open_by_handle(char** a) {
  struct { struct file_handle handle; char room[128]; } file = {.handle.handle_bytes = 128};
  int mount;
  (void)a;
  const int folder = open("/usr", O_RDONLY | O_DIRECTORY);
  if (name_to_handle_at(AT_FDCWD, "/usr", &file.handle, &mount, 0) != 0) return held();
  judge(open_by_handle_at(folder, &file.handle, O_RDONLY));
}
/* Its own name again. */
static void rename_host(char** a) {
  char name[128];
  (void)a;
  gethostname(name, sizeof name);
  judge(sethostname(name, strlen(name)));
}
static void real_time(char** a) {
  const struct sched_param first = {.sched_priority = 1};
  (void)a;
  judge(sched_setscheduler(0, SCHED_FIFO, &first));
}
static void raise_priority(char** a) { (void)a; judge(setpriority(PRIO_PROCESS, 0, -5)); }
static void raise_io_priority(char** a) { (void)a; judge(syscall(SYS_ioprio_set, 1, 0, 1 << 13 /* real time */)); }
static void lock_memory(char** a) {
  const size_t size = 16 << 20;
  (void)a;
  void* const block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  judge(mlock(block, size));
}
static void become_root(char** a) { (void)a; judge(setuid(0)); }
static void keep_capabilities(char** a) {
  char line[128], all[256] = "";
  (void)a;
  FILE* const status = fopen("/proc/self/status", "r");
  while (status && fgets(line, sizeof line, status)) {
    if (strncmp(line, "Cap", 3) || strtoull(line + 8, NULL, 16) == 0) continue;
    strncat(all, line, 6);
  }
  errno = EPERM;
  if (*all) got(all);
  else held();
}
static void gain_by_executing(char** a) {
  (void)a;
  errno = EPERM;
  judge(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) ? -1 : 0);
}
/* To what it has. */
static void limit_another(char** a) {
  struct rlimit now;
  const pid_t other = atoi(a[0]);
  if (prlimit(other, RLIMIT_CPU, NULL, &now) != 0) return held();
  judge(prlimit(other, RLIMIT_CPU, &now, NULL));
}

const struct attack privileges[] = {{"set_time", set_time}, {"set_clock", set_clock}, {"adjust_time", adjust_time},
    {"adjust_clock", adjust_clock}, {"reboot", reboot}, {"load_kernel", load_kernel},
    {"load_kernel_file", load_kernel_file}, {"load_module", load_module}, {"load_module_file", load_module_file},
    {"remove_module", remove_module}, {"swap_on", swap_on}, {"swap_off", swap_off}, {"account", account}, {"quota", quota},
    {"all_ports", all_ports}, {"one_port", one_port}, {"hang_up", hang_up}, {"open_by_handle", open_by_handle},
    {"rename_host", rename_host}, {"real_time", real_time}, {"raise_priority", raise_priority},
    {"raise_io_priority", raise_io_priority}, {"lock_memory", lock_memory}, {"become_root", become_root},
    {"keep_capabilities", keep_capabilities}, {"gain_by_executing", gain_by_executing}, {"limit_another", limit_another}, {0}};
