// What the grader tells a judge when it starts it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/duration.hpp"
#include "sandbox/policy.hpp"

namespace assay::kit {

/// A service that the grader has started in a box of its own, as lab.toml's [[service]] asks for it.
struct Service {
  std::uint16_t port = 0;    ///< of 127.0.0.1 in that box
  /// TCP sockets of that box's network, not connected and blocking, this process's until it ends: connect(2) leads to the
  /// service and nowhere else, and connecting to AF_UNSPEC makes one usable again.
  std::vector<int> sockets;
};

struct Configuration {
  std::string suite;
  std::filesystem::path subject_folder;  ///< holds the program `subject`; mounted read-only
  std::string missing_program;           ///< empty, or why there is no program to start
  std::filesystem::path baseline_folder; ///< the lab's reference, built alike; empty where the suite has no baseline
  std::string program;                   ///< the id of the program, as lab.toml has it
  sandbox::Limits limits;                ///< the most of one subject process, by lab.toml
  std::set<sandbox::Allow> allowed;      ///< how its box may be weakened, by lab.toml
  std::map<std::string, Service> services;  ///< those that the suite asks for, by id
  core::Duration hang_after = std::chrono::seconds{5};  ///< the longest real time for one answer
  std::optional<core::Duration> patience;  ///< for all answers of the suite together; without end where absent
  int cpu = -1;                          ///< the judge and its subjects share this processor
  std::optional<std::uint64_t> seed;     ///< only this scenario
  bool reduced_isolation = false;        ///< of the subjects: the grader's word, and nobody else's
  int report_descriptor = -1;            ///< where results go, one JSON document a line
};

/// Reads the JSON file that the grader wrote; throws JudgeFault.
[[nodiscard]] Configuration read_configuration(const std::filesystem::path& file);

/// The running judge's; set once, before any test.
[[nodiscard]] const Configuration& configuration();
void set_configuration(Configuration configuration);

}  // namespace assay::kit
