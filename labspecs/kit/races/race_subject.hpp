// The judge's end of the wire for storms: starts a subject that is built with
// ThreadSanitizer, has it run one operation after the other, and takes in what the runtime
// reports meanwhile.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/duration.hpp"
#include "races/report.hpp"

namespace assay::kit::races {

/// The names of the threads that a host's operations run in begin so. Only these are watched.
inline constexpr const char* storm_thread = "storm";

/// A fresh subject process around a `RaceHost`, ended with the object. What it printed goes to
/// the running case's record.
class RaceSubject {
 public:
  /// Starts the program that the grader built, under the limits of its [[program]], which have to
  /// leave room for the runtime: see SCHEMA.md. Throws JudgeFault.
  RaceSubject();
  ~RaceSubject();
  RaceSubject(const RaceSubject&) = delete;
  RaceSubject& operator=(const RaceSubject&) = delete;

  /// Has the host run `operation`, and gives what it returned; nothing where a report came for
  /// which `enough` is true: the program then runs on, and can only be ended. Throws
  /// Violation where the operation's threads wait for ever, SubjectLost where the program
  /// ended, broke the protocol or took longer than `longest_operation`, Inconclusive where that
  /// is for want of processor time, and JudgeFault.
  [[nodiscard]] std::optional<std::string> run(std::string_view operation, std::string_view payload,
                                               const std::function<bool(const Report&)>& enough);

  /// What has come so far.
  [[nodiscard]] const std::vector<Report>& reports() const;

  /// In real time, or the case's patience: a hundred times what a storm takes on an idle machine.
  static constexpr core::Duration longest_operation = std::chrono::seconds(40);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit::races
