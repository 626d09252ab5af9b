// Places, pays and ships an order, and prints its events. Arguments: the order's name, and the endpoint, unless that is
// DynamoDB Local's. The region and the credentials are those of the variables that AWS's tools use.
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <thread>

#include "lab/dynamodb_client.hpp"
#include "lab/event_store.hpp"
#include "lab/orders.hpp"
#include "lab/projection.hpp"

namespace {

class SystemClock final : public lab::Clock {
 public:
  [[nodiscard]] lab::Time now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

class ThreadSleeper final : public lab::Sleeper {
 public:
  void sleep_for(lab::Duration duration) override { std::this_thread::sleep_for(duration); }
};

void take_from_environment(const char* name, std::string& value) {
  if (const char* set = std::getenv(name)) value = set;
}

lab::dynamodb::ClientOptions options_from(int count, char** arguments) {
  lab::dynamodb::ClientOptions options;
  if (count > 2) options.endpoint = arguments[2];
  take_from_environment("AWS_REGION", options.region);
  take_from_environment("AWS_ACCESS_KEY_ID", options.access_key_id);
  take_from_environment("AWS_SECRET_ACCESS_KEY", options.secret_access_key);
  take_from_environment("AWS_SESSION_TOKEN", options.session_token);
  return options;
}

void tell(const char* what, const lab::CommandResult& result) {
  std::cout << what << ": ";
  if (result.rejection == lab::Rejection::none) {
    std::cout << "version " << result.version << '\n';
  } else {
    std::cout << "refused, reason " << static_cast<int>(result.rejection) << " of Rejection\n";
  }
}

void sell(lab::Orders& orders, const std::string& order) {
  const auto id = [&](const char* what) { return order + "/" + what; };
  tell("place", orders.handle({id("place"), order, lab::PlaceOrder{"ada", "EUR", {{"tea", 2, 450}}}}));
  tell("add", orders.handle({id("add"), order, lab::AddLine{{"cup", 1, 1200}}}));
  tell("pay", orders.handle({id("pay"), order, lab::PayOrder{2100}}));
  tell("ship", orders.handle({id("ship"), order, lab::ShipOrder{"TRACK-1"}}));
}

void print(const std::vector<lab::Event>& events) {
  for (const auto& event : events) {
    std::cout << event.version << ' ' << event.type << " v" << event.schema_version << ' '
              << event.recorded_at.time_since_epoch().count() << ' ' << event.payload << '\n';
  }
}

void run(int count, char** arguments) {
  const std::string order = count > 1 ? arguments[1] : "order-1";
  const auto client = lab::dynamodb::make_client(options_from(count, arguments));
  SystemClock clock;
  ThreadSleeper sleeper;
  lab::Environment environment{*client, clock, sleeper};
  const lab::Config config{{"LabEvents", "LabSnapshots", "LabProjection"}, 5, std::chrono::milliseconds(50), std::chrono::seconds(1)};

  const auto store = lab::make_event_store(config, environment);
  store->create_tables();
  sell(*lab::make_orders(config, environment), order);
  print(store->load(order));

  const auto projection = lab::make_projection(config, environment);
  projection->catch_up();
  const auto summary = projection->summary("ada");
  std::cout << "ada: " << summary.placed << " placed, " << summary.paid << " paid, revenue " << summary.revenue << '\n';
}

}  // namespace

int main(int count, char** arguments) {
  try {
    run(count, arguments);
  } catch (const std::exception& problem) {
    std::cerr << problem.what() << '\n';
    return 1;
  }
}
