/* Mounts and namespaces. The test gives every attack a mount namespace of its own. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack.h"

enum { detach = 2 };

static void mount_file_system(char** a) { judge(syscall(SYS_mount, "none", a[0], "tmpfs", 0, "size=4k")); }
static void bind_root(char** a) { judge(syscall(SYS_mount, "/", a[0], NULL, 4096 /* MS_BIND */, NULL)); }
static void unmount(char** a) { (void)a; judge(syscall(SYS_umount2, "/proc", detach)); }
static void remount_writable(char** a) {
  (void)a;
  judge(syscall(SYS_mount, NULL, "/proc", NULL, 32 | 4096 /* MS_REMOUNT | MS_BIND */, NULL));
}
static void swap_root(char** a) { (void)a; judge(syscall(SYS_pivot_root, "/proc", "/proc")); }
static void open_tree(char** a) { (void)a; judge(syscall(SYS_open_tree, AT_FDCWD, "/", 1 /* a copy */)); }
static void move_mount(char** a) { (void)a; judge_past(syscall(SYS_move_mount, AT_FDCWD, "/assay-none", AT_FDCWD, "/", 0), ENOENT); }
static void open_file_system(char** a) { (void)a; judge(syscall(SYS_fsopen, "tmpfs", 0)); }
static void configure_file_system(char** a) { (void)a; judge_past(syscall(SYS_fsconfig, -1, 6, NULL, NULL, 0), EINVAL); }
static void mount_opened(char** a) { (void)a; judge_past(syscall(SYS_fsmount, -1, 0, 0), EBADF); }
static void pick_file_system(char** a) { (void)a; judge(syscall(SYS_fspick, AT_FDCWD, "/proc", 0)); }
/* With no attribute to set or clear. */
static void set_mount_attributes(char** a) {
  struct mount_attr none = {0};
  (void)a;
  judge(syscall(SYS_mount_setattr, AT_FDCWD, "/", 0, &none, sizeof none));
}
/* The one that it is in. */
static void enter_namespace(char** a) { (void)a; judge(setns(open("/proc/self/ns/mnt", O_RDONLY), CLONE_NEWNS)); }
static void change_root(char** a) { (void)a; judge(chroot("/")); }

static int namespace_flag(const char* name) {
  const struct { const char* name; int flag; } all[] = {{"user", CLONE_NEWUSER}, {"pid", CLONE_NEWPID}, {"net", CLONE_NEWNET},
      {"mnt", CLONE_NEWNS}, {"uts", CLONE_NEWUTS}, {"ipc", CLONE_NEWIPC}, {"cgroup", CLONE_NEWCGROUP}, {"time", CLONE_NEWTIME}};
  for (size_t i = 0; i < sizeof all / sizeof *all; ++i) {
    if (!strcmp(all[i].name, name)) return all[i].flag;
  }
  abort();
}
static void unshare_one(char** a) { judge(unshare(namespace_flag(a[0]))); }

static void judge_child(long child) {
  if (child == 0) _exit(0);
  judge(child);
  if (child > 0) waitpid((pid_t)child, NULL, __WALL);
}
static void clone_one(char** a) { judge_child(syscall(SYS_clone, namespace_flag(a[0]) | SIGCHLD, 0, 0, 0, 0)); }
static void clone3_one(char** a) {
  const struct clone_args how = {.flags = (unsigned long long)namespace_flag(a[0]), .exit_signal = SIGCHLD};
  judge_child(syscall(SYS_clone3, &how, sizeof how));
}

const struct attack mounts[] = {{"mount", mount_file_system}, {"bind_root", bind_root}, {"unmount", unmount},
    {"remount_writable", remount_writable}, {"swap_root", swap_root}, {"open_tree", open_tree}, {"move_mount", move_mount},
    {"open_file_system", open_file_system}, {"configure_file_system", configure_file_system},
    {"mount_opened", mount_opened}, {"pick_file_system", pick_file_system},
    {"set_mount_attributes", set_mount_attributes}, {"enter_namespace", enter_namespace}, {"change_root", change_root},
    {"unshare", unshare_one}, {"clone", clone_one}, {"clone3", clone3_one}, {0}};
