// Clients that command the same orders at the same time.
#include <random>

#include "concurrency/concurrent_run.hpp"
#include "support/case.hpp"
#include "support/order_script.hpp"

namespace judge {
namespace {

namespace protocol = lab::protocol;
constexpr std::uint32_t clients = 3;

struct Commanded {
  lab::Command command;
  lab::CommandResult result;
};

Planned planned(World& world, std::uint32_t client, const lab::Command& command, std::vector<Commanded>& done) {
  return {protocol::handle_command, protocol::pack_call(client, command), in_words(command),
          [=, &world, &done](const protocol::Answer& answer, std::uint64_t, std::uint64_t) {
            const auto reply = reply_of<lab::CommandResult>(answer, in_words(command));
            world.note(reply.returned() ? in_words(reply.value) : "throws " + reply.text, lane_of(client));
            done.push_back({command, value_of(reply)});
          }};
}

// Every command that was done has its event at the version that it was told, and there are no others.
void expect_each_once(World& world, const std::string& order, const std::vector<Commanded>& done) {
  const auto log = log_of(world.log(), order);
  expect_lawful_order(order, log);
  std::size_t events = 0;
  for (const auto& one : done) {
    if (one.command.order != order || one.result.rejection != lab::Rejection::none) continue;
    ++events;
    const auto version = one.result.version;
    expect(version >= 1 && version <= log.size() && log[version - 1].id == one.command.id,
           text_of("the event of ", in_words(one.command), " is version ", version, ", as its client was told"), "the log is " + in_words(log));
  }
  expect(events == log.size(), text_of("the order has an event for each of the ", events, " commands that were done"), text_of("it has ", log.size()));
}

lab::Command random_command(std::mt19937_64& random, std::uint32_t client, unsigned number) {
  lab::Command command{text_of("c", client, ".", number), "order-1", lab::CancelOrder{"race"}};
  switch (random() % 8) {
    case 0: case 1: command.what = place_of("ada", {{"pen", 1, 100}}); break;
    case 2: case 3: command.what = lab::AddLine{{"pen", 1, 100}}; break;
    case 4: case 5: command.what = lab::PayOrder{static_cast<std::int64_t>(100 * (1 + random() % 3))}; break;
    case 6: command.what = lab::ShipOrder{"TR"}; break;
    default: break;
  }
  return command;
}

void open_clients(World& world) {
  for (std::uint32_t client = 2; client <= clients; ++client) world.open(client, world.tables());
  world.clear_record();
}

}  // namespace

TEST(Commands, ThatRaceAreDecidedOnTheCurrentOrder) {
  judge_in_worlds({"Commands that race are each decided on the order as it is: a paid order is not paid again, nor cancelled and shipped",
                   "README.md#many-writers"},
                  [](World& world, Client&, std::uint64_t seed) {
                    open_clients(world);
                    std::mt19937_64 random(seed);
                    std::vector<Commanded> done;
                    std::map<std::uint32_t, unsigned> number;
                    run_clients(world, clients, seed, [&](std::uint32_t client) -> std::optional<Planned> {
                      if (++number[client] > 5) return std::nullopt;
                      return planned(world, client, random_command(random, client, number[client]), done);
                    });
                    expect_each_once(world, "order-1", done);
                  },
                  8);
}

TEST(Commands, ThatDoNotContradictAreAllDone) {
  judge_in_worlds({"Commands that got in each other's way are decided anew, and done", "README.md#many-writers"},
                  [](World& world, Client& client, std::uint64_t seed) {
                    (void)value_of(client.handle({"c0", "order-1", place_of("ada", {{"pen", 1, 100}})}));
                    open_clients(world);
                    std::vector<Commanded> done{{{"c0", "order-1", place_of("ada", {})}, {lab::Rejection::none, 1}}};
                    std::map<std::uint32_t, unsigned> number;
                    run_clients(world, 2, seed, [&](std::uint32_t one) -> std::optional<Planned> {
                      if (++number[one] > 2) return std::nullopt;
                      return planned(world, one, {text_of("c", one, ".", number[one]), "order-1", lab::AddLine{{"pen", 1, 100}}}, done);
                    });
                    for (const auto& one : done) expect(one.result.rejection == lab::Rejection::none, in_words(one.command) + " is done", in_words(one.result));
                    expect_each_once(world, "order-1", done);
                  },
                  6);
}

TEST(Commands, OfAnotherClientAreSeen) {
  judge_in_world({"A client sees what another one has done since its last call", "README.md#many-writers"}, [](World& world, Client& one) {
    world.open(2, world.tables());
    const Client two(world, 2);
    OrderScript script(world, one);
    script.play({"c1", "order-1", place_of("ada", {{"pen", 1, 100}})}, one);
    script.play({"c2", "order-1", lab::AddLine{{"ink", 1, 900}}}, two);
    script.play({"c3", "order-1", lab::PayOrder{1000}}, one);
    (void)value_of(two.snapshot("order-1"));
    script.play({"c4", "order-1", lab::ShipOrder{"TR"}}, two);
    script.play({"c5", "order-1", lab::CancelOrder{"late"}}, one);
  });
}

}  // namespace judge
