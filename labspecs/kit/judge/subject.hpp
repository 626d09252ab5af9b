// The judge's end of the wire: starts a subject in the sandbox and drives it in
// lockstep.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/case_result.hpp"
#include "core/duration.hpp"
#include "wire/frame.hpp"

namespace assay::kit {

using wire::CallId;
using wire::Event;
using wire::EventKind;

/// The subject can no longer be driven: it ended, hangs or broke the protocol. The
/// running case catches it (see `judge_scenario`), and is violated.
struct SubjectLost : std::runtime_error {
  SubjectLost(core::CaseEnd how_it_ended, const std::string& message)
      : std::runtime_error(message), end(how_it_ended) {}
  core::CaseEnd end;
};

/// The grader's own fault: the sandbox could not be set up, a socket failed. The suite
/// stops, and nothing is graded.
struct JudgeFault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The lab's own fault: its judge asks for what its lab.toml does not grant.
struct LabFault : JudgeFault {
  using JudgeFault::JudgeFault;
};

/// What the suite needs is not to be had on this machine, as it is set up. The suite ends, and
/// nothing of it is graded; the others are.
struct NotAvailable : JudgeFault {
  using JudgeFault::JudgeFault;
};

/// A fresh subject process, ended with the object. What it printed goes to the running
/// case's record. Every method that talks to it gives what changed until all
/// calls are waiting again, ordered by call, and throws SubjectLost or JudgeFault.
class Subject {
 public:
  /// Starts the program that the grader built, under the lab's limits.
  Subject();
  ~Subject();
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;

  /// Sets the virtual clocks, as of the next command. Neither needs to move forward.
  void set_time(core::Duration steady, core::Duration wall_since_epoch);

  /// Begins `operation` as a new call; `call` is the caller's choice, unused so far.
  std::vector<Event> invoke(CallId call, std::string_view operation, std::string_view payload);

  /// Answers the question that `call` waits with.
  std::vector<Event> resume(CallId call, std::string_view payload);

  /// Lets no call go on; gives what blocked calls did since.
  std::vector<Event> settle();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit
