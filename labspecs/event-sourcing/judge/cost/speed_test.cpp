// Speed, held against the reference's in the same run. Most of the time is the engine's: the bars are for what no one
// wants, as a sleep between two requests or one request for each event.
#include <chrono>

#include "cost/counts.hpp"
#include "measure/comparison.hpp"

namespace judge {
namespace {

using assay::kit::measure::Question;
using Script = std::function<void(World& world, const Client& client)>;

// Runs of the script a second.
double rate_of(Whose whose, const Script& prepare, const Script& script, unsigned runs) {
  Recorder unseen;
  WorldOptions options;
  if (whose == Whose::reference) options.program = assay::kit::configuration().baseline_folder;
  World world(unseen, options);
  const Client client(world);
  if (prepare) prepare(world, client);
  const auto began = std::chrono::steady_clock::now();
  script(world, client);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began + world.slept();
  return runs / took.count();
}

void judge_rate(assay::kit::CaseInfo info, const Question& question, const Script& prepare, const Script& script, unsigned runs) {
  judge_scenario(std::move(info), [&](Recorder&, std::uint64_t seed) {
    const auto submission = [&] { return rate_of(Whose::submission, prepare, script, runs); };
    const auto reference = [&] { return rate_of(Whose::reference, prepare, script, runs); };
    assay::kit::measure::conclude(question, assay::kit::measure::compare(question, submission, reference, seed));
  });
}

}  // namespace

TEST(Speed, OfAppending) {
  constexpr unsigned runs = 60;
  judge_rate({"Appending is about as fast as the reference", "README.md#costs"},
             {.name = "appends", .title = "appends a second", .unit = "appends/s", .more_is_better = true, .bar = 0.4}, {},
             [](World&, const Client& client) {
               for (unsigned i = 0; i < runs; ++i) (void)value_of(client.append({"a", i, new_events(text_of("e", i, "-"), 1)}));
             }, runs);
}

TEST(Speed, OfRebuildingAnOrder) {
  constexpr unsigned runs = 10;
  judge_rate({"Rebuilding an order from 1,000 events is about as fast as the reference", "README.md#costs"},
             {.name = "rehydrations", .title = "orders a second, of 1,000 events", .unit = "orders/s", .more_is_better = true, .bar = 0.4},
             [](World& world, const Client&) { plant(world.log(), long_order("order-1", 999, moment(0))); },
             [](World&, const Client& client) {
               for (unsigned i = 0; i < runs; ++i) (void)value_of(client.order("order-1"));
             }, runs);
}

TEST(Speed, OfRebuildingAnOrderWithASnapshot) {
  constexpr unsigned runs = 40;
  judge_rate({"Rebuilding an order from its snapshot is about as fast as the reference", "README.md#costs"},
             {.name = "snapshots", .title = "orders a second, with a snapshot", .unit = "orders/s", .more_is_better = true, .bar = 0.4},
             [](World& world, const Client& client) {
               plant(world.log(), long_order("order-1", 999, moment(0)));
               (void)value_of(client.snapshot("order-1"));
             },
             [](World&, const Client& client) {
               for (unsigned i = 0; i < runs; ++i) (void)value_of(client.order("order-1"));
             }, runs);
}

}  // namespace judge
