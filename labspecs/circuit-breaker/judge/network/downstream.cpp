#include "network/downstream.hpp"

#include <charconv>
#include <random>
#include <string_view>
#include <utility>

#include "judge/subject.hpp"

namespace judge {
namespace {

constexpr std::string_view send_path = "/send/";

// Far more than any case has, and few enough that a program which opens all it can leaves the
// judge descriptors for its own.
constexpr unsigned most_connections = 150;

std::uint64_t drawn() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

std::uint32_t message_of(const http::Request& request) {
  const auto text = request.field("Message-Id").value_or("");
  std::uint32_t id = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), id);
  return problem == std::errc() && end == text.data() + text.size() ? id : 0;
}

std::string destination_of(const http::Request& request) {
  return request.target.starts_with(send_path) ? request.target.substr(send_path.size()) : "";
}

template <typename T>
std::unique_ptr<T> started(assay::core::Result<T> result) {
  if (!result) throw assay::kit::JudgeFault(result.error().message);
  return std::make_unique<T>(std::move(*result));
}

}  // namespace

NetworkDownstream::NetworkDownstream(assay::util::Fd entrance)
    : secret_(drawn()),
      server_(started(http::Server::start([this](const http::Request& request) { return respond(request); }))),
      // Its seed is fixed, and so which connections a share of them is, whatever the scenario's.
      proxy_(started(proxy::Proxy::start({.listener = std::move(entrance),
                                          .upstream = "127.0.0.1:" + std::to_string(server_->port()),
                                          .seed = 1,
                                          .most_connections = most_connections}))) {}

void NetworkDownstream::answer(const std::string& destination, Answering how) {
  const std::lock_guard lock(mutex_);
  answering_[destination] = how;
}

http::Response NetworkDownstream::respond(const http::Request& request) {
  const std::lock_guard lock(mutex_);
  const auto how = answering_[destination_of(request)];
  return {.status = how.status, .body = how.status == 200 ? reply_to(message_of(request)) : "", .delay = how.delay};
}

std::string NetworkDownstream::reply_to(std::uint32_t message) const {
  return "accepted as " + std::to_string(std::mt19937_64(secret_ + message)());
}

std::vector<Arrival> NetworkDownstream::arrivals() const {
  std::vector<Arrival> arrivals;
  for (auto& exchange : server_->exchanges()) {
    const auto id = message_of(exchange.request);
    auto destination = destination_of(exchange.request);
    arrivals.push_back({id, std::move(destination), std::move(exchange)});
  }
  return arrivals;
}

}  // namespace judge
