#include "support/order_script.hpp"

#include "support/logs.hpp"

namespace judge {

lab::PlaceOrder place_of(std::string customer, std::vector<lab::OrderLine> lines) {
  return {std::move(customer), "EUR", std::move(lines)};
}

void OrderScript::play(const lab::Command& command, const Client& by) {
  auto& log = logs_[command.order];
  if (log.empty()) log = log_of(world_.log(), command.order);
  const auto before = fold(log);
  const auto rejection = decide(before, command);
  const auto reply = by.handle(command);
  const auto& result = value_of(reply);
  expect(result.rejection == rejection,
         text_of(reply.call, " is ", rejection == lab::Rejection::none ? "done" : "refused: " + in_words(rejection), ", the order being: ",
                 in_words(before)),
         in_words(result));
  if (rejection == lab::Rejection::none) {
    expect_appended(command, before);
    expect(result.version == log.back().version, text_of("it gives the version of its event, ", log.back().version), in_words(result));
  } else {
    expect_log(world_, command.order, log);
  }
  const auto after = fold(log);
  const auto loaded = by.order(command.order);
  expect(value_of(loaded) == after, "the order is now: " + in_words(after), in_words(loaded.value));
}

// The new event is the judge's own, but for the spelling of its JSON.
void OrderScript::expect_appended(const lab::Command& command, const std::optional<lab::Order>& before) {
  auto& log = logs_[command.order];
  const auto event = event_of(before ? &*before : nullptr, command);
  auto now = log_of(world_.log(), command.order);
  auto expected = log;
  for (auto& one : stored({command.order, log.size(), {event}}, world_.now())) expected.push_back(std::move(one));
  if (now.size() == expected.size() && payload_of(now.back().payload) == payload_of(event.payload)) {
    expected.back().payload = now.back().payload;
  }
  expect_events("the event table, read by the judge,", expected, now);
  log = std::move(now);
}

}  // namespace judge
