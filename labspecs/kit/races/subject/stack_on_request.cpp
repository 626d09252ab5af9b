#include "races/subject/stack_on_request.hpp"

#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <unwind.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "races/subject/detection.hpp"

// sanitizer/common_interface_defs.h: one string a function, as inlined ones share an address; an empty one ends them.
extern "C" void __sanitizer_symbolize_pc(void* pc, const char* format, char* out, std::size_t size);

namespace assay::kit::races {
namespace {

// What the kernel takes, and libc hides (sigaction(2), "C library/kernel differences").
struct KernelAction {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)();
  unsigned long mask;
};

constexpr unsigned long has_restorer = 0x04000000;  // SA_RESTORER, asm/signal.h

__attribute__((no_sanitize("thread"))) void write_text(const char* text) {
  if (::syscall(SYS_write, report_descriptor, text, ::strlen(text)) < 0) return;  // then there is no stack to show
}

__attribute__((no_sanitize("thread"))) _Unwind_Reason_Code show_frame(_Unwind_Context* context, void* depth) {
  // The handler and what it returns to come first.
  if (++*static_cast<unsigned*>(depth) <= 2) return _URC_NO_REASON;
  // The runtime's own stack ends where its functions begin, so the real one is walked. What
  // it gives are return addresses: the call is before them.
  const std::uintptr_t pc = _Unwind_GetIP(context) - 1;
  static char text[4096];
  __sanitizer_symbolize_pc(reinterpret_cast<void*>(pc), frame_format, text, sizeof text);
  for (const char* one = text; *one != '\0' && one < text + sizeof text; one += ::strlen(one) + 1) {
    write_text(one);
    write_text("\n");
  }
  return _URC_NO_REASON;
}

__attribute__((no_sanitize("thread"))) void show_stack(int) {
  write_text("==================\nWARNING: ThreadSanitizer: waiting thread (pid=0)\n  It waits here:\n");
  unsigned depth = 0;
  _Unwind_Backtrace(show_frame, &depth);
  write_text("==================\n");
}

}  // namespace

// Where a handler returns to. Unwinders know a signal's frame by these very instructions
// (gcc: libgcc/config/i386/linux-unwind.h), where the byte before them is of no function.
extern "C" void assay_return_from_signal();
asm(".text\n.type assay_return_from_signal,@function\n  nop\nassay_return_from_signal:\n  movq $15, %rax\n  syscall\n");

// By the system call itself: a handler that libc's function installs is run by the runtime
// only once the thread has left the lock that it waits for.
void give_stacks_on_request() {
  const KernelAction action{show_stack, SA_RESTART | has_restorer, &assay_return_from_signal, ~0UL};
  if (::syscall(SYS_rt_sigaction, SIGUSR2, &action, nullptr, sizeof action.mask) != 0) std::abort();
}

}  // namespace assay::kit::races
