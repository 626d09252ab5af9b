// The rules of one system call filter, as they are put together.
#pragma once

#include <seccomp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// Allows what no rule names, and ends a process that makes a call of another architecture (32
/// bits, x32), which would go by other numbers. Remembers the first failure.
class SeccompRules {
 public:
  [[nodiscard]] static core::Result<SeccompRules> make();

  /// A call that this libseccomp or this architecture has not is passed over: none could make it.
  void add(std::uint32_t action, const char* name, const std::vector<scmp_arg_cmp>& conditions = {});

  /// By number, for a call that libseccomp may not know yet.
  void add(std::uint32_t action, int call, const std::vector<scmp_arg_cmp>& conditions = {});

  template <std::size_t count>
  void add(std::uint32_t action, const char* const (&names)[count]) {
    for (const char* name : names) add(action, name);
  }

  /// The filter's BPF instructions, in a sealed file in memory.
  [[nodiscard]] core::Result<util::Fd> compile() const;

 private:
  using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;
  explicit SeccompRules(Filter filter) : filter_(std::move(filter)) {}

  Filter filter_;
  int error_ = 0;  ///< an errno, negative
  std::string failed_;
};

}  // namespace assay::sandbox
