// Several clients at once, one request of theirs after the other in an order that a seed decides.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "dynamodb/scheduler.hpp"
#include "support/client.hpp"
#include "support/world.hpp"

namespace judge {

/// A call of one of the clients.
struct Planned {
  std::string_view operation;
  std::string payload;
  std::string what;  ///< for the report
  /// What it gave, and the judge's steps at which it was begun and ended: of two calls, the one that ended at a step below
  /// the other's beginning came first.
  std::function<void(const lab::protocol::Answer& answer, std::uint64_t began, std::uint64_t ended)> then;
};

/// Gives a client's next call; nothing: it is done. Asked when its last call has ended.
using NextCall = std::function<std::optional<Planned>(std::uint32_t client)>;

/// Runs the clients 1 to `clients`, each one call after the other, until all are done. Each of their requests goes on when
/// the seed says so; `decide` may break one.
void run_clients(World& world, std::uint32_t clients, std::uint64_t seed, const NextCall& next_call,
                 const std::function<std::optional<dynamodb::Decision>(const dynamodb::Request&)>& decide = {});

}  // namespace judge
