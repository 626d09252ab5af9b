// Which box holds the runs of this process: the full one, or the reduced one, which gives up what
// only namespaces and cgroups can hold (README.md, "Reduced isolation"). Never chosen silently.
#pragma once

#include <filesystem>
#include <string>

#include "core/error.hpp"

namespace assay::sandbox {

enum class Isolation { full, reduced };

/// What a caller lets this process's runs be held by.
enum class IsolationChoice {
  full,               ///< or nothing runs
  reduced_if_needed,  ///< the full box is tried first, once; `--allow-reduced-isolation`
  reduced,            ///< always: a judge whose grader found that, and tests
};

/// For every run of this process; call it before the first. Without it: full.
void choose_isolation(IsolationChoice choice);

/// Which it is. Under `reduced_if_needed` the first call runs a trivial program in the full box,
/// and later calls say the same: a machine does not change sides within a grading. The error is
/// that of reduced isolation, where neither can be had.
[[nodiscard]] core::Result<Isolation> isolation();

/// Why the full box could not be had; empty where it was not tried, or could.
[[nodiscard]] std::string why_not_full();

/// The option that lets runs be made under reduced isolation, and what it gives up; for errors.
[[nodiscard]] std::string reduced_isolation_hint();

/// The path at which a program will see `host` when it is mounted read-only there: `wanted` in the
/// full box, which shows anything anywhere. Without namespaces a program sees the host's own
/// paths: then it is `host` itself, or, where the box's user has no way there, a copy of it that
/// lasts as long as this process. Use it as `Mount::inside` and wherever the program is told of it.
[[nodiscard]] core::Result<std::filesystem::path> path_inside(const std::filesystem::path& host,
                                                              const std::filesystem::path& wanted);

/// The same for a writable mount, which is never a copy. After `prepare_writable`.
[[nodiscard]] core::Result<std::filesystem::path> writable_path_inside(const std::filesystem::path& host,
                                                                       const std::filesystem::path& wanted);

}  // namespace assay::sandbox
