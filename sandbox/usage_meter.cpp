#include "sandbox/usage_meter.hpp"

namespace assay::sandbox {

core::Result<std::shared_ptr<UsageMeter>> UsageMeter::start(const CgroupCounters& counters) {
  const auto began = Clock::now();
  const auto cpu = counters.cpu();
  if (!cpu) return std::unexpected(cpu.error());
  return std::shared_ptr<UsageMeter>(new UsageMeter(counters, began, *cpu));
}

core::Result<core::Duration> UsageMeter::cpu() const {
  const auto cpu = counters_.cpu();
  if (!cpu) return std::unexpected(cpu.error());
  return *cpu - cpu_before_;
}

core::Result<Usage> UsageMeter::measure(Clock::time_point until) const {
  const auto used = cpu();
  if (!used) return std::unexpected(used.error());
  const auto memory = counters_.peak_memory();
  if (!memory) return std::unexpected(memory.error());
  return Usage{until - began_, *used, *memory, counters_.peak_processes()};
}

core::Result<Usage> UsageMeter::usage() const {
  const std::lock_guard lock(mutex_);
  if (last_) return *last_;
  return measure(Clock::now());
}

core::Result<Usage> UsageMeter::conclude(Clock::time_point ended) {
  const std::lock_guard lock(mutex_);
  auto usage = measure(ended);
  if (usage) last_ = *usage;
  return usage;
}

}  // namespace assay::sandbox
