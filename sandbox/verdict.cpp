#include "sandbox/verdict.hpp"

#include <sys/wait.h>

#include <csignal>

namespace assay::sandbox {

namespace {

std::optional<End> interrupted_by(Interruption interruption) {
  switch (interruption) {
    case Interruption::none: return std::nullopt;
    case Interruption::wall: return End::wall_limit;
    case Interruption::cpu: return End::cpu_limit;
    case Interruption::memory: return End::memory_limit;
    case Interruption::output: return End::output_limit;
    case Interruption::processes: return End::process_limit;
    case Interruption::disk: return End::disk_limit;
    case Interruption::inodes: return End::inode_limit;
    case Interruption::stop: return End::stopped;
  }
  return std::nullopt;
}

/// What a program is refused, it may cope with or not; either way it did not run as it would have.
std::optional<End> refused_by_limit(const Facts& facts) {
  if (facts.fork_refused) return End::process_limit;
  if (facts.disk_full) return End::disk_limit;
  if (facts.inodes_used_up) return End::inode_limit;
  return std::nullopt;
}

}  // namespace

std::optional<Verdict> decide(const Facts& facts) {
  if (facts.execute_error != 0) return Verdict{End::not_executable};
  if (const auto end = interrupted_by(facts.interruption)) return Verdict{*end};
  // The kernel's kill precedes whatever end it led to.
  if (facts.memory_killed) return Verdict{End::memory_limit};
  if (!facts.wait_status) return std::nullopt;

  Verdict verdict;
  if (WIFSIGNALED(*facts.wait_status)) {
    verdict.signal = WTERMSIG(*facts.wait_status);
    verdict.end = verdict.signal == SIGSYS ? End::policy_violation : End::signalled;
  } else {
    verdict.exit_code = WEXITSTATUS(*facts.wait_status);
  }
  if (verdict.end == End::policy_violation) return verdict;
  if (facts.cpu_exceeded) return Verdict{End::cpu_limit};
  if (const auto refused = refused_by_limit(facts)) verdict.end = *refused;
  else if (verdict.signal == SIGXFSZ) verdict.end = End::file_size_limit;
  return verdict;
}

}  // namespace assay::sandbox
