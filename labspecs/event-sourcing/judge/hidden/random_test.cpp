// Random commands on a few orders, with snapshots, restarts and a clock that goes anywhere, against the
// judge's model.
#include <random>

#include "judge/campaign.hpp"
#include "support/case.hpp"
#include "support/expected_summary.hpp"
#include "support/order_script.hpp"

namespace judge {
namespace {

struct Act {
  enum class Kind { command, snapshot, look_back, restart, clock, catch_up } kind = Kind::command;
  unsigned order = 1;
  lab::Command command;
  std::int64_t number = 0;
  friend bool operator==(const Act& a, const Act& b) {
    return a.kind == b.kind && a.order == b.order && a.command.id == b.command.id && a.number == b.number;
  }
};

using Acts = std::vector<Act>;

std::string name_of(unsigned order) { return text_of("order-", order); }

lab::Command random_command(std::mt19937_64& random, unsigned number) {
  const auto draw = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  const auto line = [&] {
    const unsigned sku = 1 + draw(3);
    return lab::OrderLine{text_of("sku-", sku), 1 + draw(3), static_cast<std::int64_t>(100 * sku)};
  };
  lab::Command command{text_of("c", number), name_of(1 + draw(3)), lab::CancelOrder{"random"}};
  switch (draw(10)) {
    case 0: case 1: case 2: command.what = place_of(draw(2) == 0 ? "ada" : "bob", {line(), line()}); break;
    case 3: case 4: case 5: command.what = lab::AddLine{line()}; break;
    // What is to be paid depends on what came before: see `play`.
    case 6: case 7: command.what = lab::PayOrder{draw(4) == 0 ? 1 : 0}; break;
    case 8: command.what = lab::ShipOrder{text_of("TR-", number)}; break;
    default: break;
  }
  return command;
}

Acts random_acts(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Acts acts;
  for (unsigned number = 1; number <= 20; ++number) {
    Act act;
    act.order = 1 + static_cast<unsigned>(random() % 3);
    act.number = static_cast<std::int64_t>(random() % 2000);
    const auto kind = random() % 20;
    if (kind < 13) act.command = random_command(random, number);
    else if (kind < 15) act.kind = Act::Kind::snapshot;
    else if (kind < 17) act.kind = Act::Kind::look_back;
    else if (kind < 18) act.kind = Act::Kind::clock;
    else if (kind < 19) act.kind = Act::Kind::catch_up;
    else act.kind = Act::Kind::restart;
    acts.push_back(act);
  }
  return acts;
}

void look_back(World& world, const Client& client, const Act& act) {
  const auto log = log_of(world.log(), name_of(act.order));
  const Time at = moment(act.number);
  const auto later = std::ranges::find_if(log, [&](const lab::Event& event) { return event.recorded_at > at; });
  const auto expected = fold({log.begin(), later});
  const auto reply = client.order_at(name_of(act.order), at);
  expect(value_of(reply) == expected, reply.call + " gives " + in_words(expected), in_words(reply.value));
}

void play_one(World& world, const Client& client, OrderScript& script, const Act& act) {
  switch (act.kind) {
    case Act::Kind::command: {
      auto command = act.command;
      if (auto* pay = std::get_if<lab::PayOrder>(&command.what); pay != nullptr && pay->amount == 0) {
        const auto order = fold(log_of(world.log(), command.order));
        pay->amount = order ? total(*order) : 5;
      }
      return script.play(command);
    }
    case Act::Kind::snapshot: {
      const auto version = log_of(world.log(), name_of(act.order)).size();
      const auto taken = client.snapshot(name_of(act.order));
      return expect(value_of(taken) == version, text_of("the snapshot is of version ", version), text_of("it is of version ", taken.value));
    }
    case Act::Kind::look_back: return look_back(world, client, act);
    case Act::Kind::restart: return world.restart("the program is ended and started again");
    case Act::Kind::clock: return world.set_clock(moment(act.number));
    case Act::Kind::catch_up:
      (void)value_of(client.catch_up());
      return expect_summaries(world, client, "after catch_up");
  }
}

void play(Recorder& recorder, const Acts& acts) {
  World world(recorder);
  const Client client(world);
  OrderScript script(world, client);
  for (const auto& act : acts) play_one(world, client, script, act);
}

}  // namespace

TEST(Random, EveryScriptGoesByTheRules) {
  static assay::kit::Campaign<Acts> campaign(
      {.make = random_acts,
       .play = play,
       .shrink = [](assay::kit::Shrinker<Acts>& shrinker) { shrinker.shorten([](Acts& acts) -> Acts& { return acts; }); },
       .size = [](const Acts& acts) { return text_of(acts.size(), " acts"); }},
      8);
  campaign.judge({"Whatever is commanded, in whatever order: results, log, orders and summaries are what the rules make of it",
                  "README.md#orders"});
}

}  // namespace judge
