#include "support/operations.hpp"

#include <memory>
#include <utility>

#include "support/expected_summary.hpp"
#include "support/logs.hpp"
#include "support/order_model.hpp"
#include "support/order_script.hpp"

namespace judge {
namespace {

template <typename T>
Ended ended(const Reply<T>& reply) {
  return {reply.ending, reply.call, reply.text};
}

using Sizes = std::map<std::string, std::pair<std::size_t, std::size_t>>;

constexpr unsigned every_request = 40;
// Of what reads the whole store, which grows with each trial.
constexpr unsigned few_requests = 6;

// The last value that a call gave, for its check.
template <typename T>
using Kept = std::shared_ptr<Reply<T>>;

template <typename T>
Kept<T> kept() {
  return std::make_shared<Reply<T>>();
}

void nothing(World&, const Client&, const std::string&) {}

lab::StreamAppend append_of(const std::string& name, std::uint64_t after, std::size_t count) {
  return {name, after, new_events(name + "-", count)};
}

// An order of this name with three events, whose customer is of this name as well.
std::vector<lab::Event> small_order(const std::string& name) {
  auto log = long_order(name, 2, moment(0));
  Json payload = payload_of(log.front().payload);
  payload["customer"] = name;
  log.front().payload = payload.dump();
  return log;
}

void plant_order(World& world, const Client&, const std::string& name) { plant(world.log(), small_order(name)); }

Operation append(std::string title, std::size_t count) {
  auto reply = kept<lab::AppendResult>();
  return {std::move(title), true, every_request, nothing,
          [=](World&, const Client& client, const std::string& name) { return ended(*reply = client.append(append_of(name, 0, count))); },
          [=](World& world, const Client&, const std::string& name) {
            expect(value_of(*reply).appended, reply->call + " appends", in_words(reply->value));
            expect_log(world, name, stored(append_of(name, 0, count), world.now()));
          },
          [=](const std::string& name) { return Sizes{{name, {0, count}}}; }};
}

Operation append_all() {
  auto reply = kept<lab::AppendResult>();
  const auto appends = [](const std::string& name) {
    return std::vector{append_of(name + "-a", 0, 2), append_of(name + "-b", 0, 1)};
  };
  return {"append_all to two streams", true, every_request, nothing,
          [=](World&, const Client& client, const std::string& name) { return ended(*reply = client.append_all(appends(name))); },
          [=](World& world, const Client&, const std::string& name) {
            expect(value_of(*reply).appended, reply->call + " appends", in_words(reply->value));
            for (const auto& one : appends(name)) expect_log(world, one.stream, stored(one, world.now()));
          },
          [](const std::string& name) { return Sizes{{name + "-a", {0, 2}}, {name + "-b", {0, 1}}}; }};
}

Operation command() {
  auto reply = kept<lab::CommandResult>();
  const auto added = [](const std::string& name) { return lab::Command{name + "-c", name, lab::AddLine{{"pen", 2, 250}}}; };
  return {"a command on an order", true, every_request, plant_order,
          [=](World&, const Client& client, const std::string& name) { return ended(*reply = client.handle(added(name))); },
          [=](World& world, const Client&, const std::string& name) {
            expect(value_of(*reply).rejection == lab::Rejection::none && reply->value.version == 4, reply->call + " is done, as version 4",
                   in_words(reply->value));
            const auto log = log_of(world.log(), name);
            expect(log.size() == 4 && log.back().id == name + "-c", "its event is stored, once", in_words(log));
          },
          [](const std::string& name) { return Sizes{{name, {3, 4}}}; }};
}

Operation load() {
  auto reply = kept<std::vector<lab::Event>>();
  return {"load", false, every_request, plant_order,
          [=](World&, const Client& client, const std::string& name) { return ended(*reply = client.load(name)); },
          [=](World&, const Client&, const std::string& name) { expect_events(reply->call, small_order(name), value_of(*reply)); }};
}

Operation load_order() {
  auto reply = kept<std::optional<lab::Order>>();
  return {"loading an order that has a snapshot", false, every_request,
          [](World& world, const Client& client, const std::string& name) {
            plant_order(world, client, name);
            (void)value_of(client.snapshot(name));
          },
          [=](World&, const Client& client, const std::string& name) { return ended(*reply = client.order(name)); },
          [=](World&, const Client&, const std::string& name) {
            const auto order = fold(small_order(name));
            expect(value_of(*reply) == order, "the order is " + in_words(order), in_words(reply->value));
          }};
}

Operation snapshot() {
  auto reply = kept<std::uint64_t>();
  return {"snapshot", false, every_request, plant_order,
          [=](World&, const Client& client, const std::string& name) { return ended(*reply = client.snapshot(name)); },
          [=](World& world, const Client& client, const std::string& name) {
            expect(value_of(*reply) == 3, "the snapshot is of version 3", text_of("it is of version ", reply->value));
            expect_order_is_its_log(world, client, name);
          }};
}

Operation project() {
  auto reply = kept<Nothing>();
  const auto log = [](const std::string& name) {
    auto events = small_order(name);
    events.push_back({name, 4, name + "-paid", "OrderPaid", 2, R"({"amount":1250,"currency":"EUR"})", moment(9)});
    return events;
  };
  return {"delivering events to the projection", false, every_request, nothing,
          [=](World&, const Client& client, const std::string& name) { return ended(*reply = client.handle_events(log(name))); },
          [=](World&, const Client& client, const std::string& name) { expect_summaries(client, {{name, log(name)}}, "after these events"); }};
}

Operation catch_up() {
  auto reply = kept<Nothing>();
  return {"catch_up", false, few_requests, plant_order,
          [=](World&, const Client& client, const std::string&) { return ended(*reply = client.catch_up()); },
          [=](World&, const Client& client, const std::string& name) { expect_summaries(client, {{name, small_order(name)}}, "after catch_up"); }};
}

Operation rebuild() {
  auto reply = kept<Nothing>();
  return {"rebuild", false, few_requests, plant_order,
          [=](World&, const Client& client, const std::string&) { return ended(*reply = client.rebuild()); },
          [=](World&, const Client& client, const std::string& name) { expect_summaries(client, {{name, small_order(name)}}, "after rebuild"); }};
}

template <typename Copy>
Operation copy(std::string title, Copy how) {
  auto reply = kept<lab::CopyReport>();
  return {std::move(title), false, few_requests, plant_order,
          [=](World& world, const Client& client, const std::string& name) { return ended(*reply = how(client, world.more_tables(name), name)); },
          [=](World& world, const Client&, const std::string& name) {
            (void)value_of(*reply);
            expect_events("the target's event table", small_order(name), log_of(world.log(world.more_tables(name)), name));
          }};
}

}  // namespace

const std::vector<Operation>& operations() {
  static const std::vector<Operation> all{
      append("append of one event", 1), append("append of three events", 3), append_all(), command(), load(), load_order(), snapshot(),
      project(), catch_up(), rebuild(),
      copy("restore_to of one stream", [](const Client& client, const lab::Tables& target, const std::string& name) {
        return client.restore_to(moment(9999), target, name);
      }),
      copy("migrate", [](const Client& client, const lab::Tables& target, const std::string&) { return client.migrate(target); })};
  return all;
}

std::vector<Operation> appending() {
  std::vector<Operation> some;
  for (const auto& operation : operations()) {
    if (operation.writes_events) some.push_back(operation);
  }
  return some;
}

}  // namespace judge
