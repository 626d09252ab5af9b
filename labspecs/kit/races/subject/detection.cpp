// ThreadSanitizer can be told to look away: by functions that a program may define, and by
// functions that it may call. Here are the definitions of both kinds that a program gets,
// so that one of the student's own does not link, or comes second.
#include "races/subject/detection.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace assay::kit::races {
namespace {

void write_report(std::string_view text) {
  // Whoever has closed the descriptor is found out by the canaries that do not arrive.
  (void)!::write(report_descriptor, text.data(), text.size());
}

// In the form of ThreadSanitizer's own reports; see races/report.hpp.
void tell(std::string_view function) {
  write_report("WARNING: ThreadSanitizer: call of ");
  write_report(function);
  write_report(" (pid=0)\n==================\n");
}

using SetReportDescriptor = void (*)(void*);

SetReportDescriptor real_set_report_descriptor() {
  static const auto real = reinterpret_cast<SetReportDescriptor>(::dlsym(RTLD_NEXT, "__sanitizer_set_report_fd"));
  return real;
}

}  // namespace

void send_reports_to_the_judge() {
  const auto set = real_set_report_descriptor();
  if (set == nullptr) std::abort();
  // The runtime takes the number in place of a pointer (sanitizer/common_interface_defs.h).
  set(reinterpret_cast<void*>(static_cast<std::intptr_t>(report_descriptor)));
}

// Before the constructors of a student's global objects.
__attribute__((constructor(101))) static void begin() { send_reports_to_the_judge(); }

}  // namespace assay::kit::races

// The judge sets everything through TSAN_OPTIONS, which comes after these. The runtime calls
// them before it is ready for instrumented code.
#define ASSAY_HOOK extern "C" __attribute__((no_sanitize("thread")))

ASSAY_HOOK const char* __tsan_default_options() { return ""; }
// libstdc++ 12 orders what std::atomic<std::shared_ptr> does by a bit in a pointer, which the
// runtime does not follow (GCC bug 101761 has the like): that is not the student's race.
ASSAY_HOOK const char* __tsan_default_suppressions() { return "race:std::_Sp_atomic\n"; }
ASSAY_HOOK const char* __sancov_default_options() { return ""; }
ASSAY_HOOK void __tsan_on_report(void*) {}

// The arguments do not matter: in the calling convention of this platform a function may
// leave them unread.
#define ASSAY_TRAP(function) \
  extern "C" void function() { assay::kit::races::tell(#function); }

ASSAY_TRAP(AnnotateBenignRace)
ASSAY_TRAP(AnnotateBenignRaceSized)
ASSAY_TRAP(AnnotateCondVarSignal)
ASSAY_TRAP(AnnotateCondVarSignalAll)
ASSAY_TRAP(AnnotateCondVarWait)
ASSAY_TRAP(AnnotateEnableRaceDetection)
ASSAY_TRAP(AnnotateExpectRace)
ASSAY_TRAP(AnnotateFlushState)
ASSAY_TRAP(AnnotateHappensAfter)
ASSAY_TRAP(AnnotateHappensBefore)
ASSAY_TRAP(AnnotateIgnoreReadsBegin)
ASSAY_TRAP(AnnotateIgnoreSyncBegin)
ASSAY_TRAP(AnnotateIgnoreWritesBegin)
ASSAY_TRAP(AnnotateMutexIsNotPHB)
ASSAY_TRAP(AnnotateMutexIsUsedAsCondVar)
ASSAY_TRAP(AnnotateNewMemory)
ASSAY_TRAP(AnnotatePCQGet)
ASSAY_TRAP(AnnotatePCQPut)
ASSAY_TRAP(AnnotatePublishMemoryRange)
ASSAY_TRAP(AnnotateRWLockAcquired)
ASSAY_TRAP(AnnotateRWLockReleased)
ASSAY_TRAP(AnnotateUnpublishMemoryRange)
ASSAY_TRAP(WTFAnnotateBenignRaceSized)
ASSAY_TRAP(WTFAnnotateHappensAfter)
ASSAY_TRAP(WTFAnnotateHappensBefore)
ASSAY_TRAP(__sanitizer_set_report_fd)
ASSAY_TRAP(__tsan_acquire)
ASSAY_TRAP(__tsan_ignore_thread_begin)
ASSAY_TRAP(__tsan_mutex_post_lock)
ASSAY_TRAP(__tsan_mutex_pre_divert)
ASSAY_TRAP(__tsan_mutex_pre_lock)
ASSAY_TRAP(__tsan_mutex_pre_unlock)
ASSAY_TRAP(__tsan_release)
