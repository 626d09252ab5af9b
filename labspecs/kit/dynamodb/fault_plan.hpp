// Which faults befall which requests of a scenario, as a value that is made from a seed, shown,
// replayed and shrunk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dynamodb/faults.hpp"

namespace assay::kit::dynamodb {

/// Empty fields match anything.
struct Selector {
  std::string operation;
  std::string table;
  std::string client;
  unsigned nth = 0;  ///< of the requests that match the rest, from 1; 0: every one

  [[nodiscard]] bool matches_but_for_nth(const Request& request) const;
  bool operator==(const Selector&) const = default;
};

struct PlannedFault {
  Selector selector;
  Fault fault;
  bool operator==(const PlannedFault&) const = default;
};

struct FaultPlan {
  std::vector<PlannedFault> faults;

  /// Counts matches for itself, so each scenario takes a new one.
  [[nodiscard]] Policy policy() const;

  bool operator==(const FaultPlan&) const = default;
};

/// A line a fault: "PutItem events client-1 #3: lost-answer(reset)"; "*" is anything.
[[nodiscard]] std::string to_text(const FaultPlan& plan);
[[nodiscard]] std::optional<FaultPlan> plan_of(std::string_view text);

/// What a random plan is drawn from.
struct PlanOptions {
  std::vector<Fault> faults;            ///< each as likely; one that an operation cannot have is not drawn for it
  std::vector<std::string> operations;  ///< one is drawn a fault
  std::vector<std::string> tables = {""};
  std::vector<std::string> clients = {""};
  unsigned most = 4;       ///< faults, at least one
  unsigned latest = 10;    ///< nth is drawn from [1, latest]
};
[[nodiscard]] FaultPlan random_plan(std::uint64_t seed, const PlanOptions& options);

/// Whether the fault can befall this operation: a batch alone has unprocessed parts.
[[nodiscard]] bool applies(const Fault& fault, std::string_view operation);

}  // namespace assay::kit::dynamodb
