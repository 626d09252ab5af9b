// What holds in every scenario of the network suite.
#include <algorithm>

#include "network/run.hpp"

namespace judge {
namespace {

// A return that comes so much after the deadline is late.
constexpr auto return_slack = std::chrono::milliseconds(500);
// Waits are computed with rounding.
constexpr auto wait_slack = std::chrono::milliseconds(1);

}  // namespace

void NetworkRun::check_all(bool paced) {
  wait_for_all();
  for (const auto& [id, call] : calls_) {
    check_ending(call);
    check_deadline(call);
    check_sends(call, paced);
  }
  check_strays();
}

void NetworkRun::check_ending(const LiveCall& call) {
  const std::string name = call_name(call.id);
  if (!call.result.delivered) return check_failure(call);
  const auto sends = arrivals_of(call.id);
  const bool taken =
      std::ranges::any_of(sends, [](const Arrival& arrival) { return arrival.exchange.status == 200; });
  if (!taken) violate("publish returns delivered only where the broker took the message", name + " did so without");
  if (call.result.reply != downstream_.reply_to(call.id)) {
    violate("publish returns the broker's reply " + judge::quoted(downstream_.reply_to(call.id)),
            name + " returned " + judge::quoted(call.result.reply));
  }
  if (!call.letters.empty() || !call.fallbacks.empty()) {
    violate("a message that is delivered is not dead-lettered, and no fallback is asked", name + " did both");
  }
}

void NetworkRun::check_failure(const LiveCall& call) {
  const std::string name = call_name(call.id);
  if (call.letters.size() != 1 || call.letters.front().second.message != call.message) {
    violate("a message that is not delivered is dead-lettered once, as it was published",
            name + " put " + counted(call.letters.size(), "dead letter") +
                (call.letters.size() == 1 ? " of another message" : ""));
  }
  if (call.fallbacks.size() != 1) {
    violate("the fallback is asked once for a message that is not delivered",
            name + " asked it " + counted(call.fallbacks.size(), "time"));
  }
  if (call.fallbacks.front().first < call.letters.front().first) {
    violate("the dead letter is put before the fallback is asked", name + " asked first");
  }
  if (call.result.reply != call.fallback_reply) {
    violate("publish returns the fallback's reply " + judge::quoted(call.fallback_reply),
            name + " returned " + judge::quoted(call.result.reply));
  }
}

void NetworkRun::check_deadline(const LiveCall& call) {
  const Duration late = *call.returned - call.deadline;
  if (late < return_slack) return;
  too_late(late, "publish returns by its deadline, " + to_string(call.deadline - call.invoked) + " after it was called",
           call_name(call.id) + " returned " + to_string(late) + " after it");
}

void NetworkRun::check_sends(const LiveCall& call, bool paced) {
  const auto sends = arrivals_of(call.id);
  if (sends.size() > config_.retry.max_attempts) {
    violate("a message is sent at most " + counted(config_.retry.max_attempts, "time"),
            call_name(call.id) + " was sent " + counted(sends.size(), "time"));
  }
  for (const auto& send : sends) {
    if (send.destination != call.message.destination || send.exchange.request.body != call.message.payload) {
      violate("the broker gets the message as it was published",
              call_name(call.id) + " sent " + judge::quoted(send.exchange.request.body) + " to " +
                  judge::quoted(send.destination));
    }
  }
  if (paced) check_pace(sends);
}

// A send comes no earlier than the wait after the one before it was answered, and that was
// after it had come: noise makes the gap longer, and never shorter.
void NetworkRun::check_pace(const std::vector<Arrival>& sends) {
  lab::Duration bound = config_.retry.base_delay;
  for (std::size_t i = 1; i < sends.size(); ++i) {
    const auto least = std::chrono::duration_cast<Duration>(bound * (1 - config_.retry.jitter));
    const Duration gap = sends[i].exchange.request.at - sends[i - 1].exchange.request.at;
    if (gap + wait_slack < least) {
      violate("attempt " + std::to_string(i + 1) + " waits for at least " + to_string(least),
              call_name(sends[i].message) + " waited for " + to_string(gap));
    }
    bound = std::min(config_.retry.max_delay, bound * 2);
  }
}

void NetworkRun::check_strays() {
  for (const auto& arrival : arrivals()) {
    if (calls_.contains(arrival.message)) continue;
    violate("the broker gets what was published, and nothing else",
            "it got message " + std::to_string(arrival.message) + " to " + judge::quoted(arrival.destination));
  }
}

}  // namespace judge
