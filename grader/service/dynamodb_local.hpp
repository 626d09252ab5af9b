// How DynamoDB Local runs in a box.
#pragma once

#include <cstdint>

#include "core/stage_limits.hpp"
#include "sandbox/policy.hpp"
#include "sandbox/runner.hpp"
#include "service/engine.hpp"

namespace assay::service::dynamodb_local {

inline constexpr std::uint16_t port = 8000;

/// What it is granted: a network of its own, and limits that a lab has no say in.
[[nodiscard]] core::Grant grant();

/// Its box: the engine read-only under its own path, which an archive of classes holds it to.
[[nodiscard]] sandbox::Policy policy_for(const Engine& engine, unsigned connectors);

/// In memory, and telling nobody of it.
[[nodiscard]] sandbox::Command command_for(const Engine& engine);

}  // namespace assay::service::dynamodb_local
