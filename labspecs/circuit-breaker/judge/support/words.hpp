// How the judge says things to people.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/duration.hpp"
#include "lab/config.hpp"
#include "lab/dead_letter.hpp"

namespace judge {

using assay::core::Duration;
using assay::core::to_string;

/// Its name in the contract: "circuit_open"; for what is no cause "cause number 9".
[[nodiscard]] std::string name_of(lab::Cause cause);

/// "call 3".
[[nodiscard]] std::string call_name(std::uint32_t id);

/// In quotes, unprintable bytes as \xNN, cut after 40 bytes with the length said.
[[nodiscard]] std::string quoted(std::string_view bytes);

/// "1 attempt", "3 attempts".
[[nodiscard]] std::string counted(unsigned long count, std::string_view noun);

/// A share as the contract counts it, with at most three decimals: "0.5", "1".
[[nodiscard]] std::string share(double value);

/// The settings that are on, by their names in the contract.
[[nodiscard]] std::string describe(const lab::Config& config);

}  // namespace judge
