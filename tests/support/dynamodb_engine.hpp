// Amazon's DynamoDB Local on a loopback port, for tests and benchmarks.
#pragma once

#include <cstdint>
#include <thread>

#include "dynamodb/engine.hpp"

namespace assay::test {

/// One for the whole program, started when it is first asked for and ended with the program: what
/// `./dev engine` installs. Throws kit::JudgeFault where there is none.
class DynamoDbEngine {
 public:
  [[nodiscard]] static DynamoDbEngine& running();

  [[nodiscard]] kit::dynamodb::Engine& engine() { return engine_; }
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  DynamoDbEngine();

  const std::uint16_t port_;
  std::jthread process_;
  kit::dynamodb::Engine engine_;
};

}  // namespace assay::test
