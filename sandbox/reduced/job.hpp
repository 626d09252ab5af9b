#pragma once

#include <string>
#include <vector>

#include "sandbox/policy.hpp"
#include "sandbox/reduced/machine.hpp"
#include "sandbox/reduced/users.hpp"
#include "sandbox/reduced/view.hpp"
#include "sandbox/runner.hpp"

namespace assay::sandbox::reduced {

/// What a run under reduced isolation is made of, beside its policy and command.
struct Plan {
  Machine machine;
  std::shared_ptr<RunUser> user;  ///< none where the run has the caller's
  std::filesystem::path scratch;
  std::vector<Grant> grants;
};

/// For init, in the form that protocol.hpp describes.
[[nodiscard]] std::string encode_job(const Plan& plan, const Policy& policy, const Command& command);

/// "changing to the working directory /x: No such file or directory".
[[nodiscard]] std::string describe_failure(const protocol::Message& message, const Plan& plan, const Policy& policy,
                                           const Command& command);

}  // namespace assay::sandbox::reduced
