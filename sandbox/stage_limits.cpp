#include "sandbox/stage_limits.hpp"

#include <utility>

namespace assay::sandbox {
namespace {

core::Weakening weakening_of(Allow allow) {
  switch (allow) {
    case Allow::loopback_network: return core::Weakening::loopback_network;
    case Allow::record_locks: return core::Weakening::record_locks;
    case Allow::ptrace: return core::Weakening::ptrace;
  }
  std::unreachable();
}

}  // namespace

Limits limits_of(const core::StageLimits& limits) {
  Limits box;
  for_each_box_limit([&](const char*, auto member, auto stage) { box.*member = limits.*stage; });
  return box;
}

std::set<Allow> allowed_of(const std::set<core::Weakening>& weakenings) {
  std::set<Allow> allowed;
  for (const auto allow : {Allow::loopback_network, Allow::record_locks, Allow::ptrace}) {
    if (weakenings.contains(weakening_of(allow))) allowed.insert(allow);
  }
  return allowed;
}

std::string_view to_string(Allow allow) { return core::to_string(weakening_of(allow)); }

}  // namespace assay::sandbox
