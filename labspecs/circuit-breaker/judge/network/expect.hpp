// The expectations that the cases of the network suite share.
#pragma once

#include <string>
#include <vector>

#include "network/run.hpp"

namespace judge {

/// The call has returned, and its message was delivered by so many sends. `margin` is how much
/// later than planned something must have been for a right program to fail here.
void expect_delivered(NetworkRun& run, const LiveCall& call, std::size_t sends, Duration margin);

/// The call has returned, and its message was not delivered.
void expect_not_delivered(NetworkRun& run, const LiveCall& call, const std::string& why);

/// So many publishes at once are refused: no send begins until `until`, before which no right
/// program begins one.
void expect_left_alone(NetworkRun& run, unsigned publishes, Clock::time_point until);

/// So many publishes to orders at once.
[[nodiscard]] std::vector<CallId> publish_at_once(NetworkRun& run, unsigned count);

/// The fault has met a send. It does where anything is sent: say it after all else, which
/// says better what is wrong with a program that sends nothing.
void expect_met(NetworkRun& run, const std::string& fault);

}  // namespace judge
