// Landlock as assay-reduced-init uses it.
#pragma once

#include <vector>

#include "sandbox/reduced/init_job.hpp"

namespace assay::sandbox::reduced {

/// A ruleset that denies all that the job's ABI can deny but what its rules name: a descriptor, or
/// -1 with errno. `failed` says at which rule, where it was one.
[[nodiscard]] int make_rules(const InitJob& job, int& failed);

/// Lets the calling process, and no other, read its own folder of /proc: for its next program.
[[nodiscard]] bool allow_own_proc(int ruleset);

/// Puts the calling process, and all that it will start, under the ruleset for ever.
[[nodiscard]] bool restrict_self(int ruleset);

/// Puts the calling process into a domain of its own that signals cannot leave, and nothing else is
/// taken away in. From ABI 6; proves that it holds by what happens to one for `other`, a process
/// of the same user.
[[nodiscard]] bool hold_signals_in(pid_t other);

}  // namespace assay::sandbox::reduced
