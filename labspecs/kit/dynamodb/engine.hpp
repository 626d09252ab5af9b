// The way to the engine, Amazon's DynamoDB Local: HTTP connections that are kept alive and
// shared by whoever calls.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/duration.hpp"

namespace assay::kit::dynamodb {

/// What the engine said, or what stands in for it.
struct Answer {
  unsigned status = 0;
  std::string body;   ///< DynamoDB JSON
  std::string error;  ///< "ConditionalCheckFailedException"; empty for status 200

  [[nodiscard]] bool ok() const { return status == 200; }
};

/// The engine keeps a database of its own for each access key id. This one is what a subject sees.
inline constexpr std::string_view main_database = "assay";

/// A pool of connections. All of it may be called from any thread; a call waits while every
/// connection is busy. JudgeFault where the engine cannot be reached or does not speak HTTP.
class Engine {
 public:
  /// `sockets`: TCP sockets that are not connected, of the engine's network, where it listens on
  /// 127.0.0.1:`port`. They are used until the object's end, are then not connected again, and
  /// remain the caller's.
  Engine(std::vector<int> sockets, std::uint16_t port);

  /// Makes `connections` sockets in the caller's own network.
  [[nodiscard]] static Engine on_loopback(std::uint16_t port, unsigned connections = 8);

  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

  /// `operation`: "PutItem"; the streams' operations as well. `database`: letters and digits.
  Answer call(std::string_view operation, std::string_view body, std::string_view database = main_database);

  /// Waits until it answers. JudgeFault after `longest`.
  void wait_ready(core::Duration longest);

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit::dynamodb
