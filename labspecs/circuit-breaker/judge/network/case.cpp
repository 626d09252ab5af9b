#include "network/case.hpp"

#include <utility>

namespace judge {
namespace {

constexpr unsigned most_plays = 3;

// Nothing where the scenario is to be played again.
bool play(const lab::Config& config, const std::function<void(NetworkRun& run)>& script,
          assay::kit::Recorder& recorder, std::uint64_t seed, bool last) {
  NetworkRun run(config, seed);
  try {
    script(run);
  } catch (const Unclear& unclear) {
    if (!last) return false;
    run.write_to(recorder);
    throw assay::kit::Inconclusive{unclear.expected, unclear.actual};
  } catch (const assay::kit::Violation&) {
    run.write_to(recorder);
    throw;
  } catch (const assay::kit::SubjectLost&) {
    run.write_to(recorder);
    throw;
  }
  return true;
}

}  // namespace

lab::Config network_config() {
  lab::Config config;
  config.retry = {.max_attempts = 1, .base_delay = 60ms, .max_delay = 10s, .jitter = 0};
  config.breaker.open_period = 400ms;
  config.max_concurrent = 64;
  config.call_timeout = 3s;
  return config;
}

void judge_network(assay::kit::CaseInfo info, const lab::Config& config,
                   const std::function<void(NetworkRun& run)>& script) {
  assay::kit::judge_scenario(std::move(info), [&](assay::kit::Recorder& recorder, std::uint64_t seed) {
    for (unsigned plays = 1; !play(config, script, recorder, seed, plays == most_plays); ++plays) {
    }
  });
}

}  // namespace judge
