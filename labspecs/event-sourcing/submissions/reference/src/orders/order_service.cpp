#include "orders/order_service.hpp"

#include <algorithm>
#include <stdexcept>

#include "orders/decisions.hpp"
#include "orders/upcasting.hpp"

namespace orders {
namespace {

std::optional<lab::Order> placed_order(const OrderState& state) {
  if (!state.placed()) return std::nullopt;
  return state.order();
}

}  // namespace

OrderService::OrderService(const lab::Config& config, lab::Environment& environment)
    : client_(config, environment),
      events_(client_, config.tables.events),
      log_(events_, environment.clock, config.max_attempts),
      snapshots_(client_, config.tables.snapshots) {}

lab::CommandResult OrderService::handle(const lab::Command& command) {
  if (command.id.empty()) throw std::invalid_argument("a command has an id");
  OrderState state = current(command.order);
  while (true) {
    const Decision decision = decide(state, command);
    if (!decision.event) return {decision.rejection, 0};
    const auto result = log_.append_behind_read({command.order, state.version(), {*decision.event}});
    if (result.appended) return {lab::Rejection::none, state.version() + 1};
    state = replay(events_.read(command.order, state.version() + 1), state);
  }
}

std::optional<lab::Order> OrderService::load(const std::string& order) { return placed_order(current(order)); }

std::optional<lab::Order> OrderService::load_at(const std::string& order, std::uint64_t version) {
  return placed_order(replay(events_.read(order, 1, std::min(version, store::highest_version))));
}

std::optional<lab::Order> OrderService::load_at(const std::string& order, lab::Time time) {
  return placed_order(replay(events_.read_until(order, time)));
}

std::uint64_t OrderService::snapshot(const std::string& order) {
  const OrderState state = current(order);
  if (!state.placed()) return 0;
  snapshots_.store(order, state);
  return state.version();
}

lab::Event OrderService::upcast(const lab::Event& stored) const { return orders::upcast(stored); }

// Reads from the snapshot's own event on: if the log has that one, the snapshot is of this log.
OrderState OrderService::current(const std::string& order) const {
  if (order.empty()) throw std::invalid_argument("an order has a name");
  if (auto snapshot = snapshots_.find(order)) {
    const auto tail = events_.read(order, snapshot->version());
    const bool fits = !tail.empty() && tail.front().version == snapshot->version() && tail.front().id == snapshot->last_event_id();
    if (fits) return replay({tail.begin() + 1, tail.end()}, *std::move(snapshot));
  }
  return replay(events_.read(order));
}

}  // namespace orders

std::unique_ptr<lab::Orders> lab::make_orders(const Config& config, Environment& environment) {
  return std::make_unique<orders::OrderService>(config, environment);
}
