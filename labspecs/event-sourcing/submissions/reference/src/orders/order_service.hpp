#pragma once

#include "lab/orders.hpp"
#include "orders/order_state.hpp"
#include "orders/snapshots.hpp"
#include "store/event_log.hpp"
#include "store/event_table.hpp"
#include "store/retrying_client.hpp"

namespace orders {

/// The orders of the contract: each command is decided by the state that the order's events make, and becomes an event.
class OrderService final : public lab::Orders {
 public:
  OrderService(const lab::Config& config, lab::Environment& environment);

  lab::CommandResult handle(const lab::Command& command) override;
  std::optional<lab::Order> load(const std::string& order) override;
  std::optional<lab::Order> load_at(const std::string& order, std::uint64_t version) override;
  std::optional<lab::Order> load_at(const std::string& order, lab::Time time) override;
  std::uint64_t snapshot(const std::string& order) override;
  [[nodiscard]] lab::Event upcast(const lab::Event& stored) const override;

 private:
  [[nodiscard]] OrderState current(const std::string& order) const;

  store::RetryingClient client_;
  store::EventTable events_;
  store::EventLog log_;
  Snapshots snapshots_;
};

}  // namespace orders
