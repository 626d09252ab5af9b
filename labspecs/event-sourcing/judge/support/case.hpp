// All that a file of cases includes.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <utility>

#include "judge/scenario.hpp"
#include "support/client.hpp"
#include "support/logs.hpp"
#include "support/order_model.hpp"
#include "support/world.hpp"

namespace judge {

using namespace std::chrono_literals;
using assay::kit::judge_scenario;
using assay::kit::Violation;

/// Judges scenarios in worlds of their own, with the client 1, one a seed.
inline void judge_in_worlds(assay::kit::CaseInfo info,
                            const std::function<void(World& world, Client& client, std::uint64_t seed)>& script, unsigned scenarios,
                            const WorldOptions& options = {}) {
  judge_scenario(
      std::move(info),
      [&](Recorder& recorder, std::uint64_t seed) {
        World world(recorder, options);
        Client client(world);
        try {
          script(world, client, seed);
        } catch (...) {
          world.note_requests();
          throw;
        }
      },
      scenarios);
}

/// Judges one scenario.
inline void judge_in_world(assay::kit::CaseInfo info, const std::function<void(World& world, Client& client)>& script,
                           const WorldOptions& options = {}) {
  judge_in_worlds(std::move(info), [&](World& world, Client& client, std::uint64_t) { script(world, client); }, 1, options);
}

}  // namespace judge
