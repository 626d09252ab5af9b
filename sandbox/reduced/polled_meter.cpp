#include "sandbox/reduced/polled_meter.hpp"

#include <algorithm>

namespace assay::sandbox::reduced {

void PolledMeter::count_cpu(const std::vector<ProcessLook>& tree) {
  std::map<Identity, core::Duration> seen;
  core::Duration handed_on{};
  core::Duration of_the_living{};
  for (const auto& process : tree) {
    const bool is_init = &process == &tree.front();
    const Identity identity{process.process, process.began};
    const auto before = living_.find(identity);
    const auto used = is_init ? core::Duration{} : std::max(cpu_of(process.process), before == living_.end() ? core::Duration{} : before->second);
    handed_on += used + process.children_cpu;
    of_the_living += used;
    seen.emplace(identity, used);
  }
  for (const auto& [identity, used] : living_) {
    if (!seen.contains(identity)) of_the_dead_ += used;
  }
  living_ = std::move(seen);
  const std::lock_guard lock(mutex_);
  peak_.cpu = std::max({peak_.cpu, handed_on, of_the_living + of_the_dead_});
}

core::Result<PolledMeter::Look> PolledMeter::look() {
  const auto tree = tree_.look();
  if (!tree) return std::unexpected(tree.error());
  Look now;
  for (std::size_t i = 1; i < tree->size(); ++i) {
    now.memory.count += (*tree)[i].resident.count;
    now.processes += (*tree)[i].threads;
  }
  // One process is looked at after the other. Of those that share pages and end meanwhile, the last is seen
  // with all that they shared, beside the shares of those seen before it: only what is seen twice is so.
  for (int times = 0; times < 2 && now.memory > exact_above_; ++times) {
    now.memory = {};
    for (std::size_t i = 1; i < tree->size(); ++i) now.memory.count += share_of_memory((*tree)[i], user_).count;
  }
  count_cpu(*tree);
  const std::lock_guard lock(mutex_);
  peak_.peak_memory_sampled = true;
  peak_.peak_memory = std::max(peak_.peak_memory, now.memory);
  peak_.peak_processes = std::max(peak_.peak_processes.value_or(0), now.processes);
  members_.clear();
  for (const auto& process : *tree) members_.push_back(process.process);
  now.cpu = peak_.cpu;
  return now;
}

void PolledMeter::note_files(core::Bytes bytes, std::uint64_t entries) {
  const std::lock_guard lock(mutex_);
  peak_.peak_disk = std::max(peak_.peak_disk, bytes);
  peak_.peak_inodes = std::max(peak_.peak_inodes, entries);
}

Usage PolledMeter::conclude(Clock::time_point ended, core::Duration waited_for) {
  const std::lock_guard lock(mutex_);
  over_ = true;
  members_.clear();
  peak_.wall = ended - began_;
  peak_.cpu = std::max(peak_.cpu, waited_for);
  return peak_;
}

core::Result<Usage> PolledMeter::usage() const {
  const std::lock_guard lock(mutex_);
  Usage now = peak_;
  if (!over_) now.wall = Clock::now() - began_;
  return now;
}

std::vector<pid_t> PolledMeter::processes() const {
  const std::lock_guard lock(mutex_);
  return members_;
}

}  // namespace assay::sandbox::reduced
