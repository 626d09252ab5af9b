#include "support/expected_summary.hpp"

#include "support/logs.hpp"
#include "support/order_model.hpp"
#include "support/order_script.hpp"

namespace judge {

std::map<std::string, lab::CustomerSummary> summaries_of(const std::map<std::string, std::vector<lab::Event>>& logs) {
  std::map<std::string, lab::CustomerSummary> summaries;
  for (const auto& [stream, log] : logs) {
    if (log.empty()) continue;
    auto& summary = summaries[std::get<lab::PlaceOrder>(command_of(log.front()).what).customer];
    for (const auto& event : log) {
      const auto what = command_of(event).what;
      summary.placed += std::holds_alternative<lab::PlaceOrder>(what) ? 1 : 0;
      summary.shipped += std::holds_alternative<lab::ShipOrder>(what) ? 1 : 0;
      summary.cancelled += std::holds_alternative<lab::CancelOrder>(what) ? 1 : 0;
      if (const auto* pay = std::get_if<lab::PayOrder>(&what)) {
        summary.paid += 1;
        summary.revenue += pay->amount;
      }
    }
  }
  return summaries;
}

void expect_summaries(const Client& client, const std::map<std::string, std::vector<lab::Event>>& logs, const std::string& when) {
  auto expected = summaries_of(logs);
  expected.emplace("nobody", lab::CustomerSummary{});
  for (const auto& [customer, summary] : expected) {
    const auto reply = client.summary(customer);
    expect(value_of(reply) == summary, text_of(reply.call, " gives ", when, ": ", in_words(summary)), in_words(reply.value));
  }
}

void expect_summaries(World& world, const Client& client, const std::string& when) {
  expect_summaries(client, logs_of(world.log()), when);
}

std::vector<std::vector<lab::Event>> some_orders() {
  std::vector<std::vector<lab::Event>> orders;
  for (unsigned n = 1; n <= 5; ++n) {
    const std::string order = text_of("order-", n);
    std::vector<lab::Event> log;
    const auto add = [&](auto what) {
      const auto before = fold(log);
      const auto event = event_of(before ? &*before : nullptr, {text_of(order, "-", log.size() + 1), order, std::move(what)});
      for (auto& one : stored({order, log.size(), {event}}, moment(static_cast<std::int64_t>(100 * n + log.size())))) log.push_back(std::move(one));
    };
    add(place_of(n % 2 == 0 ? "ada" : "bob", {{"pen", n, 100}}));
    if (n != 4) add(lab::PayOrder{100 * static_cast<std::int64_t>(n)});
    if (n == 1 || n == 2) add(lab::ShipOrder{"TR"});
    if (n >= 4) add(lab::CancelOrder{"late"});
    orders.push_back(std::move(log));
  }
  return orders;
}

}  // namespace judge
