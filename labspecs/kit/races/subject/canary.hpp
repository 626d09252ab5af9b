// Races on purpose. Their reports must reach the judge: where they do not, races of the
// student's would not either.
#pragma once

#include <cstddef>
#include <functional>
#include <span>

namespace assay::kit::races {

/// There are so many of each kind; ThreadSanitizer reports a place once a process.
inline constexpr unsigned canaries = 16;

/// Writes a variable of ours from two threads: `canary_write<which>` against itself.
void race_with_ourselves(unsigned which);

/// Runs `call` in one thread after another has rewritten `object` with the bytes that it holds
/// anyway: `canary_rewrite<which>` against whatever of the student's code reads them. So the
/// report also shows that the student's code is instrumented.
void race_with(unsigned which, std::span<std::byte> object, const std::function<void()>& call);

}  // namespace assay::kit::races
