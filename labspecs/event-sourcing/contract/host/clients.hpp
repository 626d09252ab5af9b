#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "host/live_host.hpp"
#include "host/protocol.hpp"
#include "lab/environment.hpp"

namespace lab::host {

/// What one client of the store has: a connection to DynamoDB under a name of its own, and everything that students
/// write, made for it.
struct Client {
  Client(const protocol::Open& open, Clock& clock, Sleeper& sleeper);

  const std::unique_ptr<dynamodb::Client> dynamodb;
  Environment environment;
  const std::unique_ptr<EventStore> events;
  const std::unique_ptr<Orders> orders;
  const std::unique_ptr<Projection> projection;
  const std::unique_ptr<SchemaRegistry> schemas;
};

/// The clients by their numbers. Any number of threads may use it at once.
class Clients {
 public:
  explicit Clients(assay::kit::host::LiveHost& host);
  ~Clients();

  void open(const protocol::Open& open);

  /// The client that was opened last under this number. Calls that are under way keep theirs.
  [[nodiscard]] std::shared_ptr<Client> at(std::uint32_t number);

 private:
  const std::unique_ptr<Clock> clock_;
  const std::unique_ptr<Sleeper> sleeper_;
  std::mutex mutex_;  // guards the map
  std::map<std::uint32_t, std::shared_ptr<Client>> clients_;
};

}  // namespace lab::host
