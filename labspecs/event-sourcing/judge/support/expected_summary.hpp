// What the projection is to say, from the logs.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "support/client.hpp"
#include "support/world.hpp"

namespace judge {

/// By customer.
[[nodiscard]] std::map<std::string, lab::CustomerSummary> summaries_of(const std::map<std::string, std::vector<lab::Event>>& logs);

/// Each customer's summary is what the log in the table makes of it, and so is that of one who is not there. `when`: "after
/// catch_up".
void expect_summaries(World& world, const Client& client, const std::string& when);

/// The same, of what has been taken in so far.
void expect_summaries(const Client& client, const std::map<std::string, std::vector<lab::Event>>& logs, const std::string& when);

/// The logs of some orders of two customers: placed, paid, shipped and cancelled ones.
[[nodiscard]] std::vector<std::vector<lab::Event>> some_orders();

}  // namespace judge
