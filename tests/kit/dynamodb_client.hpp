// What a subject's client does, as far as a proxy can see it.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "dynamodb/engine.hpp"
#include "dynamodb/http_stream.hpp"
#include "unit/kit/tcp_peer.hpp"

namespace assay::kit::test {

/// An answer, or how the connection ended instead.
struct Got {
  unsigned status = 0;
  nlohmann::json body;
  std::string error;  ///< type of an error
  std::optional<End> broken;
};

/// One connection that is kept alive, and made again once it has ended.
class DynamoDbClient {
 public:
  explicit DynamoDbClient(std::uint16_t port, std::string tag = "client-1") : port_(port), tag_(std::move(tag)) {}

  Got call(std::string_view operation, const nlohmann::json& request) {
    send(operation, request.dump());
    return receive();
  }
  void send(std::string_view operation, std::string_view body);
  /// Waits at most `longest`.
  Got receive(std::chrono::milliseconds longest = std::chrono::seconds{20});

  void disconnect() { peer_.reset(); }
  [[nodiscard]] Peer& peer();

 private:
  const std::uint16_t port_;
  const std::string tag_;
  std::unique_ptr<Peer> peer_;
  std::optional<dynamodb::HttpStream> stream_;
};

}  // namespace assay::kit::test
