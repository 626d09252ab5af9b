// Results inside the stage, where a step ends early for a fault or for a refusal.
#pragma once

#include <expected>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>

#include "core/error.hpp"
#include "core/submission.hpp"

namespace assay::fetch {

/// Why a step ended early: a grader's fault or a fact about the submission.
using Stop = std::variant<core::Error, core::Refusal>;

template <typename T>
using Attempt = std::expected<T, Stop>;

[[nodiscard]] inline std::unexpected<Stop> refuse(std::string reason, std::string message) {
  return std::unexpected<Stop>(core::Refusal{std::move(reason), std::move(message)});
}

/// An interrupted error once a stop was asked for.
[[nodiscard]] inline Attempt<void> unless_stopped(const std::stop_token& stop) {
  if (stop.stop_requested()) return core::fail(core::ErrorKind::interrupted, "stopped while fetching");
  return {};
}

}  // namespace assay::fetch
