#include "courier/courier.hpp"

std::unique_ptr<lab::Publisher> lab::make_publisher(const Config& config, Environment& environment) {
  return std::make_unique<courier::Courier>(config, environment);
}
