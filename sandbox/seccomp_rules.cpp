#include "sandbox/seccomp_rules.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "sandbox/memory_file.hpp"

namespace assay::sandbox {

core::Result<SeccompRules> SeccompRules::make() {
  Filter filter(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  if (!filter) return core::fail(core::ErrorKind::infrastructure, "libseccomp cannot make a filter");
  if (const int error = seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS); error != 0) {
    return core::fail_errno("setting up the system call filter", -error);
  }
  return SeccompRules(std::move(filter));
}

void SeccompRules::add(std::uint32_t action, const char* name, const std::vector<scmp_arg_cmp>& conditions) {
  const int call = seccomp_syscall_resolve_name(name);
  if (call == __NR_SCMP_ERROR || error_ != 0) return;
  add(action, call, conditions);
  if (error_ != 0) failed_ = name;
}

void SeccompRules::add(std::uint32_t action, int call, const std::vector<scmp_arg_cmp>& conditions) {
  if (error_ != 0) return;
  error_ = seccomp_rule_add_array(filter_.get(), action, call, static_cast<unsigned>(conditions.size()), conditions.data());
  if (error_ != 0) failed_ = std::to_string(call);
}

core::Result<util::Fd> SeccompRules::compile() const {
  if (error_ != 0) return core::fail_errno("filtering the system call " + failed_, -error_);
  const util::Fd file(memfd_create("assay-filter", MFD_CLOEXEC));
  if (!file) return core::fail_errno("making a file for the system call filter", errno);
  if (const int error = seccomp_export_bpf(filter_.get(), file.get()); error != 0) {
    return core::fail_errno("writing the system call filter", -error);
  }
  const off_t size = lseek(file.get(), 0, SEEK_END);
  std::string program(static_cast<std::size_t>(size), '\0');
  if (pread(file.get(), program.data(), program.size(), 0) != size) {
    return core::fail_errno("reading the system call filter", errno);
  }
  return make_memory_file("assay-filter", program);
}

}  // namespace assay::sandbox
