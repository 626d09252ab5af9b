#include "sandbox/usage_meter.hpp"

#include <algorithm>

#include "sandbox/written_bytes.hpp"

namespace assay::sandbox {

UsageMeter::UsageMeter(const CgroupCounters& counters, std::shared_ptr<const BoxFiles> files, Clock::time_point began,
                       core::Duration cpu_before, bool samples)
    : counters_(counters), files_(std::move(files)), began_(began), cpu_before_(cpu_before), samples_(samples) {}

core::Result<std::shared_ptr<UsageMeter>> UsageMeter::start(const CgroupCounters& counters,
                                                            std::shared_ptr<const BoxFiles> files) {
  const auto began = Clock::now();
  const auto cpu = counters.cpu();
  if (!cpu) return std::unexpected(cpu.error());
  return std::shared_ptr<UsageMeter>(new UsageMeter(counters, std::move(files), began, *cpu, !counters.keep_memory_peak()));
}

core::Result<core::Duration> UsageMeter::cpu() const {
  const auto cpu = counters_.cpu();
  if (!cpu) return std::unexpected(cpu.error());
  return *cpu - cpu_before_;
}

core::Result<core::Bytes> UsageMeter::highest_sample() const {
  const auto now = counters_.memory_now();
  if (now) sampled_ = std::max(sampled_, *now);
  return now ? core::Result<core::Bytes>(sampled_) : now;
}

core::Result<void> UsageMeter::sample() {
  if (!samples_) return {};
  const std::lock_guard lock(mutex_);
  const auto sampled = highest_sample();
  return sampled ? core::Result<void>{} : std::unexpected(sampled.error());
}

core::Result<Usage> UsageMeter::measure(Clock::time_point until, std::optional<core::Bytes> written) const {
  const auto used = cpu();
  if (!used) return std::unexpected(used.error());
  const auto memory = samples_ ? highest_sample() : counters_.peak_memory();
  if (!memory) return std::unexpected(memory.error());
  return Usage{.wall = until - began_,
               .cpu = *used,
               .peak_memory = *memory,
               .peak_memory_sampled = samples_,
               .peak_processes = counters_.peak_processes(),
               .printed = {printed_},
               .peak_disk = files_->peak_disk(),
               .peak_inodes = files_->peak_inodes(),
               .written = written};
}

core::Result<Usage> UsageMeter::usage() const {
  const std::lock_guard lock(mutex_);
  if (last_) return *last_;
  return measure(Clock::now(), written_bytes(counters_.members()));
}

void UsageMeter::note_written() { written_at_end_ = written_bytes(counters_.members()); }

core::Result<Usage> UsageMeter::conclude(Clock::time_point ended) {
  const std::lock_guard lock(mutex_);
  auto usage = measure(ended, written_at_end_);
  if (usage) last_ = *usage;
  return usage;
}

}  // namespace assay::sandbox
