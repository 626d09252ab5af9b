#include "cost/counts.hpp"

#include <cmath>
#include <utility>

namespace judge {
namespace {

WorldOptions options_of(Whose whose) {
  WorldOptions options;
  if (whose == Whose::reference) options.program = assay::kit::configuration().baseline_folder;
  return options;
}

std::string words(const Cost& cost, double events) {
  return text_of(std::round(cost.requests / events * 1000), " requests and ", std::round(cost.capacity / events * 1000), " capacity units per 1,000 events");
}

}  // namespace

Cost cost_of(Recorder& recorder, Whose whose, const std::function<void(World& world, const Client& client)>& prepare,
             const std::function<void(World& world, const Client& client)>& script) {
  World world(recorder, options_of(whose));
  const Client client(world);
  if (prepare) prepare(world, client);
  world.clear_record();
  script(world, client);
  Cost cost;
  for (const auto& exchange : world.proxy().record()) {
    cost.requests += 1;
    cost.capacity += exchange.capacity;
  }
  return cost;
}

void judge_cost(assay::kit::CaseInfo info, double events, double most,
                const std::function<void(World& world, const Client& client)>& prepare,
                const std::function<void(World& world, const Client& client)>& script) {
  judge_scenario(std::move(info), [&](Recorder& recorder, std::uint64_t) {
    Recorder unseen;
    const auto reference = cost_of(unseen, Whose::reference, prepare, script);
    const auto submission = cost_of(recorder, Whose::submission, prepare, script);
    assay::kit::record_metric("requests_per_1000_events", submission.requests / events * 1000);
    assay::kit::record_metric("capacity_per_1000_events", submission.capacity / events * 1000);
    const bool cheap = submission.requests <= most * reference.requests && submission.capacity <= most * reference.capacity;
    expect(cheap, text_of("it takes at most ", most, " times what the reference does: ", words(reference, events)), "it takes " + words(submission, events));
  });
}

double growth(const std::vector<std::pair<double, double>>& points) {
  double x = 0, y = 0, xx = 0, xy = 0;
  const auto n = static_cast<double>(points.size());
  for (const auto& [at, value] : points) {
    x += std::log(at);
    y += std::log(value);
    xx += std::log(at) * std::log(at);
    xy += std::log(at) * std::log(value);
  }
  return (n * xy - x * y) / (n * xx - x * x);
}

}  // namespace judge
