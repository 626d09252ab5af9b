// What the searches for retries have in common: outcomes, invocations, waits.
#pragma once

#include <map>
#include <optional>

#include "checks/roles/order.hpp"
#include "checks/roles/retry.hpp"

namespace assay::checks {

/// Answers about calls and values, each worked out once.
class RetryParts {
 public:
  explicit RetryParts(const Flow& flow) : flow_(flow) {}

  [[nodiscard]] const Flow& flow() const { return flow_; }
  [[nodiscard]] const Order& order(unsigned function);

  /// Whether a call may be an invocation: it reaches out of the process, runs what was given
  /// to it or may fail by an exception, and is no wait, log, lock, reading or plain computation.
  [[nodiscard]] bool is_invocation(Site call);

  /// …and it has an effect; a question about a state has none.
  [[nodiscard]] bool is_question(Site call);

  /// The calls that make the caller wait within a call, itself among them; none for a call that does more.
  [[nodiscard]] std::vector<Site> waits_in(Site call);

  /// What the length of a wait comes from.
  [[nodiscard]] std::vector<WaitValue> lengths(Site wait) const;

  /// Whether a value tells the result or exception of one of the calls, directly.
  [[nodiscard]] bool tells(unsigned function, const Value& value, const std::vector<Site>& calls) const;

  /// Whether another attempt follows a failure and not a success, as far as that is known of
  /// truth values, pointers and negative numbers.
  [[nodiscard]] bool again_on_failure(const Fork& fork, Site call) const;

  /// Whether the operation's result goes into its own operand, as in `x *= 2`.
  [[nodiscard]] bool feeds_itself(Site operation, bool both_sides = false);

  /// Whether a call is made before the attempt in every turn, and so tells nothing about its failure.
  [[nodiscard]] bool comes_before(Site call, const Retry& retry);

  /// Whether it multiplies or shifts a local variable that begins with zero, and so stays it.
  [[nodiscard]] bool stays_zero(Site operation) const;

  /// Whether it takes the next of many in whatever function.
  [[nodiscard]] bool takes_next(Site call, unsigned depth = 0);

 private:
  [[nodiscard]] bool goes_out(Site call, unsigned depth);
  [[nodiscard]] bool begins_anew(Site operation);
  void find_waits(Site call, unsigned depth, std::vector<Site>& found);

  const Flow& flow_;
  std::map<unsigned, Order> orders_;
  std::map<unsigned, bool> goes_out_;
  std::map<std::pair<Site, bool>, bool> feeds_;
};

/// The literal number that a value is, where it is nothing else.
[[nodiscard]] std::optional<double> only_number(const Value& value);

/// Whether a value is made of literals alone.
[[nodiscard]] bool is_constant(const Value& value);

/// Adds the retries of loops, of recursion and rescheduling, of jobs that are put back.
void find_loop_retries(RetryParts& parts, std::vector<Retry>& found);
void find_recursive_retries(RetryParts& parts, std::vector<Retry>& found);
void find_requeued_retries(RetryParts& parts, std::vector<Retry>& found);
void find_policies(RetryParts& parts, std::vector<Retry>& found);

}  // namespace assay::checks
