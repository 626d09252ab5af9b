#include "network/noise.hpp"

#include <algorithm>
#include <chrono>

namespace judge {
namespace {

constexpr auto pause = std::chrono::milliseconds(4);

}  // namespace

NoiseMeter::NoiseMeter()
    : thread_([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          const auto due = std::chrono::steady_clock::now() + pause;
          std::this_thread::sleep_until(due);
          const Duration late = std::chrono::steady_clock::now() - due;
          worst_ = std::max(worst_.load(), late.count());
        }
      }) {}

}  // namespace judge
