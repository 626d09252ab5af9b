// Which run's user a writable mount belongs to.
#pragma once

#include <filesystem>
#include <memory>

#include "core/error.hpp"
#include "sandbox/policy.hpp"
#include "sandbox/reduced/users.hpp"

namespace assay::sandbox::reduced {

/// Gives `path` itself to a user of its own, and lets that user get there: what
/// `sandbox::prepare_writable` does where this process is root. All runs that write it have that
/// user, one after the other.
[[nodiscard]] core::Result<void> give_to_a_user(const std::filesystem::path& path);

/// The user to run as: that of the policy's writable mounts, else a fresh one. An error where
/// two mounts have different ones, or another run that goes on has it.
[[nodiscard]] core::Result<std::shared_ptr<RunUser>> user_for(const Policy& policy);

}  // namespace assay::sandbox::reduced
