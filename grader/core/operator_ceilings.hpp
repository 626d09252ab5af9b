#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "core/service_spec.hpp"
#include "core/stage_limits.hpp"
#include "core/submission.hpp"

namespace assay::core {

/// The most that the operator of a machine lets any lab have there. Without a file of the
/// operator's: the ranges of SCHEMA.md, and every weakening, as none reaches out of the box.
struct OperatorCeilings {
  StageLimits build = most_limits;
  StageLimits subject = most_limits;
  StageLimits analysis = most_limits;
  CheckoutLimits checkout{.files = 1'000'000, .file_size = 4_GiB, .total_size = 16_GiB, .submodules = true};
  Duration suite_wall = std::chrono::hours{4};
  std::set<Weakening> allowed{Weakening::loopback_network, Weakening::ptrace};  ///< that a lab may ask for; record locks let a program take the machine's memory
  std::set<ServiceKind> services{ServiceKind::dynamodb_local};  ///< that a lab may have started
  bool reduced_isolation = true;  ///< whether a person may accept less than the whole sandbox

  std::filesystem::path file;     ///< where they are from; empty: the defaults
  /// By key as in "limits.build.wall": where the file sets it, "/etc/assay/operator.toml:3:8".
  std::map<std::string, std::string> places;

  /// Where the ceiling of `key` is set, for an error.
  [[nodiscard]] std::string place_of(const std::string& key) const {
    const auto found = places.find(key);
    return found == places.end() ? "the default" : found->second;
  }
};

}  // namespace assay::core
