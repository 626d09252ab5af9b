#pragma once

#include <string>

#include "sandbox/init_protocol.hpp"
#include "sandbox/policy.hpp"
#include "sandbox/runner.hpp"

namespace assay::sandbox {

/// What init is to start, in the form that init_protocol.hpp describes.
[[nodiscard]] std::string encode_job(const Policy& policy, const Command& command);

/// `program` is the one that was to be started: "changing to the working directory /x: No such file or directory".
[[nodiscard]] std::string describe_failure(const init_protocol::Message& message, const Policy& policy,
                                           const std::string& program);

}  // namespace assay::sandbox
