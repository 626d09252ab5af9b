// What every way of driving a subject shares: how the process is started, ended, and how it
// is said to have been lost.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/duration.hpp"
#include "judge/subject.hpp"
#include "sandbox/runner.hpp"
#include "util/fd.hpp"

namespace assay::kit {

/// Numbers that a subject cannot foresee, from the kernel, several at a time.
class Tokens {
 public:
  /// Throws JudgeFault.
  std::uint64_t next();

 private:
  std::array<std::uint64_t, 32> drawn_{};
  std::size_t used_ = drawn_.size();
};

/// `folder` holds the program `subject`; empty: there is none, and SubjectLost says why.
[[nodiscard]] sandbox::Policy subject_policy(const std::filesystem::path& folder, const sandbox::Limits& limits, int cpu);

/// The longest that the running case still waits for an answer.
[[nodiscard]] core::Duration longest_answer(core::Duration hang_after);

/// `option`: SO_RCVTIMEO or SO_SNDTIMEO. Throws JudgeFault.
void set_timeout(int socket, int option, core::Duration longest);

/// One subject and the judge's end of the socket to it.
class SubjectProcess {
 public:
  /// Starts the program `subject` of the policy's first mount. It inherits `descriptors` beside the socket;
  /// `launcher` are the words of a system program that becomes it. Throws JudgeFault.
  explicit SubjectProcess(const sandbox::Policy& policy,
                          const std::vector<sandbox::InheritedDescriptor>& descriptors = {},
                          const std::vector<std::string>& launcher = {});

  [[nodiscard]] int socket() const { return socket_.get(); }
  [[nodiscard]] sandbox::Run& run() { return *run_; }
  [[nodiscard]] const sandbox::Run& run() const { return *run_; }

  /// Once it has ended.
  [[nodiscard]] const std::optional<sandbox::Outcome>& outcome() const { return outcome_; }

  /// Waits `longest` for it to end by itself, which is taken from the case's patience; then
  /// stops it. What it printed goes to the running case's record. Throws JudgeFault.
  void end(core::Duration longest);

  /// Ends it and throws SubjectLost. Says first why it ended, where it did: a subject that
  /// was killed for its memory also closed its socket.
  [[noreturn]] void lose(core::CaseEnd how, const std::string& message);

 private:
  util::Fd socket_;
  std::optional<sandbox::Run> run_;
  bool waited_for_ = false;
  std::optional<sandbox::Outcome> outcome_;
};

}  // namespace assay::kit
