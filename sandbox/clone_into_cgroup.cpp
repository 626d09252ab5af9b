#include "sandbox/clone_into_cgroup.hpp"

#include <linux/sched.h>
#include <signal.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdint>

namespace assay::sandbox {

// glibc 2.36 has no function for clone3, and syscall(2) cannot make it: the child would return from it
// on a stack that has no caller.
pid_t clone_into_cgroup(int cgroup, int (*run)(void*), void* argument, void* stack, std::size_t size, int& pidfd) {
#if defined(__x86_64__)
  clone_args arguments{};
  arguments.flags = CLONE_VM | CLONE_VFORK | CLONE_PIDFD | CLONE_INTO_CGROUP;
  arguments.pidfd = reinterpret_cast<std::uint64_t>(&pidfd);
  arguments.exit_signal = SIGCHLD;
  arguments.stack = reinterpret_cast<std::uint64_t>(stack);
  arguments.stack_size = size;
  arguments.cgroup = static_cast<std::uint64_t>(cgroup);
  long result = SYS_clone3;
  register int (*function)(void*) __asm__("r8") = run;
  register void* its_argument __asm__("r9") = argument;
  // The child begins after the first instruction, with our registers and an empty stack of its own.
  __asm__ volatile(
      "syscall\n\t"
      "testq %%rax, %%rax\n\t"
      "jnz 1f\n\t"
      "xorl %%ebp, %%ebp\n\t"
      "movq %%r9, %%rdi\n\t"
      "call *%%r8\n\t"
      "movl %%eax, %%edi\n\t"
      "movl %[exit], %%eax\n\t"
      "syscall\n\t"
      "hlt\n"
      "1:"
      : "+a"(result)
      : "D"(&arguments), "S"(sizeof arguments), "r"(function), "r"(its_argument), [exit] "i"(SYS_exit_group)
      : "rcx", "r11", "memory", "cc");
  if (result >= 0) return static_cast<pid_t>(result);
  errno = static_cast<int>(-result);
  return -1;
#else
  (void)cgroup, (void)run, (void)argument, (void)stack, (void)size, (void)pidfd;
  errno = ENOSYS;
  return -1;
#endif
}

}  // namespace assay::sandbox
