// Commands that are played against the subject, and against the judge's model beside it.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/client.hpp"
#include "support/order_model.hpp"
#include "support/world.hpp"

namespace judge {

[[nodiscard]] lab::PlaceOrder place_of(std::string customer, std::vector<lab::OrderLine> lines);

/// Each command's result, the log in the table and the loaded order are what the model makes of it; anything else
/// is a Violation.
class OrderScript {
 public:
  OrderScript(World& world, const Client& client) : world_(world), client_(client) {}

  /// Plays a command, by another client where one is given.
  void play(const lab::Command& command) { play(command, client_); }
  void play(const lab::Command& command, const Client& by);

  /// What the log of an order is by now.
  [[nodiscard]] const std::vector<lab::Event>& log(const std::string& order) { return logs_[order]; }

 private:
  void expect_appended(const lab::Command& command, const std::optional<lab::Order>& before);

  World& world_;
  const Client& client_;
  std::map<std::string, std::vector<lab::Event>> logs_;  ///< as the table had them last
};

}  // namespace judge
