// A scenario in which everything is switched on and nothing was thought of.
#pragma once

#include <cstdint>

#include "support/script.hpp"

namespace judge {

/// The same for the same seed, on every machine.
[[nodiscard]] Script random_script(std::uint64_t seed);

}  // namespace judge
