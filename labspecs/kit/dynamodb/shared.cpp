#include "dynamodb/shared.hpp"

#include "judge/subject.hpp"

namespace assay::kit::dynamodb {
namespace {

/// A program that makes up names is not to fill the memory.
constexpr std::size_t most_tables = 1'000;

}  // namespace

std::optional<KeySchema> Schemas::of(const std::string& table) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(table); known != known_.end()) return known->second;
  }
  auto key = database_.key_of(table);
  const std::lock_guard lock(mutex_);
  if (key && known_.size() < most_tables) known_.insert_or_assign(table, *key);
  return key;
}

void Schemas::forget() {
  const std::lock_guard lock(mutex_);
  known_.clear();
}

void Shared::tell() {
  const std::lock_guard lock(events);
  if (on_event) on_event();
}

void Shared::fail(const std::string& why) {
  const std::lock_guard lock(failing);
  if (!failure) failure = why;
}

void Shared::rethrow() {
  const std::lock_guard lock(failing);
  if (failure) throw JudgeFault("behind the proxy: " + *failure);
}

}  // namespace assay::kit::dynamodb
