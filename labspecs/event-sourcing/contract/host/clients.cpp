#include "host/clients.hpp"

#include <cstdlib>
#include <string>

#include "host/calls.hpp"
#include "lab/dynamodb_client.hpp"

namespace lab::host {
namespace {

using assay::kit::host::LiveHost;

class JudgedClock final : public Clock {
 public:
  explicit JudgedClock(LiveHost& host) : host_(host) {}
  [[nodiscard]] Time now() const override { return unpacked<Time>(host_.ask(protocol::now, {})); }

 private:
  LiveHost& host_;
};

class JudgedSleeper final : public Sleeper {
 public:
  explicit JudgedSleeper(LiveHost& host) : host_(host) {}
  void sleep_for(Duration duration) override { host_.ask(protocol::sleep, protocol::pack(duration)); }

 private:
  LiveHost& host_;
};

std::unique_ptr<dynamodb::Client> connected(const protocol::Open& open) {
  dynamodb::ClientOptions options;
  options.endpoint = "http://127.0.0.1:" + std::to_string(open.port);
  options.access_key_id = "client-" + std::to_string(open.client);
  options.timeout = std::chrono::seconds(5);
  return dynamodb::make_client(options);
}

}  // namespace

Client::Client(const protocol::Open& open, Clock& clock, Sleeper& sleeper)
    : dynamodb(connected(open)),
      environment{*dynamodb, clock, sleeper},
      events(make_event_store(open.config, environment)),
      orders(make_orders(open.config, environment)),
      projection(make_projection(open.config, environment)),
      schemas(make_schema_registry()) {}

Clients::Clients(LiveHost& host)
    : clock_(std::make_unique<JudgedClock>(host)), sleeper_(std::make_unique<JudgedSleeper>(host)) {}

Clients::~Clients() = default;

void Clients::open(const protocol::Open& open) {
  auto client = std::make_shared<Client>(open, *clock_, *sleeper_);
  const std::lock_guard lock(mutex_);
  clients_[open.client].swap(client);
}

std::shared_ptr<Client> Clients::at(std::uint32_t number) {
  const std::lock_guard lock(mutex_);
  const auto found = clients_.find(number);
  if (found == clients_.end()) std::abort();  // the judge opens a client before it calls it
  return found->second;
}

}  // namespace lab::host
