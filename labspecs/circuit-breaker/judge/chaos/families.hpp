// The kinds of trouble that the suite makes.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "support/script.hpp"

namespace judge::chaos {

/// Scenarios of one kind.
struct Family {
  std::string_view name;   ///< of its case
  std::string_view title;  ///< the property
  unsigned scenarios = 0;
  Script (*make)(std::uint64_t seed) = nullptr;
};

Script service_failure(std::uint64_t seed);
Script partition_of_one(std::uint64_t seed);
Script partition_of_all(std::uint64_t seed);
Script message_loss(std::uint64_t seed);
Script duplicated_replies(std::uint64_t seed);
Script delayed_replies(std::uint64_t seed);
Script flapping(std::uint64_t seed);
Script load_spike(std::uint64_t seed);
Script slow_drip(std::uint64_t seed);
Script clock_jump(std::uint64_t seed);
Script mixture(std::uint64_t seed);

}  // namespace judge::chaos
