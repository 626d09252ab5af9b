#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "sandbox/survey/survey.hpp"

namespace assay::sandbox::survey {

/// What an environment variable is set to.
using Variables = std::function<std::optional<std::string>(const std::string& name)>;

/// Reads the files below `root`, which tests set to a fake tree, and changes nothing. What cannot
/// be read is taken for absent. Bubblewrap and the trials are left out.
[[nodiscard]] Survey collect(const std::filesystem::path& root, const Variables& variable);

/// This process's own.
[[nodiscard]] Variables own_variables();

}  // namespace assay::sandbox::survey
