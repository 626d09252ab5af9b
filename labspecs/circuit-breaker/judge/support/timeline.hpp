// What lasts in a scenario, for the report to draw behind the steps: the state of each
// circuit by the rules, and the faults.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "judge/scenario.hpp"
#include "judge/virtual_time.hpp"
#include "support/conditions.hpp"

namespace judge {

[[nodiscard]] std::string downstream_lane(const std::string& destination);
[[nodiscard]] std::string circuit_lane(const std::string& destination);

/// Draws to the moment at which it ends, however the scenario ends.
class Timeline {
 public:
  Timeline(assay::kit::Recorder& recorder, const assay::kit::VirtualTime& time) : recorder_(recorder), time_(time) {}
  ~Timeline();
  Timeline(const Timeline&) = delete;
  Timeline& operator=(const Timeline&) = delete;

  /// The destination's circuit exists from now on, if it did not, and is closed.
  void circuit_is_used(const std::string& destination);
  /// Its state changes now.
  void circuit_changes(const std::string& destination, std::string_view state);
  /// The fault begins, as it strikes this destination.
  void fault_begins(const Fault& fault, const std::string& destination);

 private:
  struct Since {
    Duration from{};
    std::string_view state;
  };
  struct Struck {
    Fault fault;
    std::string destination;
  };
  void draw_circuit(const std::string& destination, const Since& since);
  void draw_fault(const Struck& struck);

  assay::kit::Recorder& recorder_;
  const assay::kit::VirtualTime& time_;
  std::map<std::string, Since> circuits_;
  std::vector<Struck> faults_;
};

}  // namespace judge
