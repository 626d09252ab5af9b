#include "support/words.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

namespace judge {

std::string name_of(lab::Cause cause) {
  switch (cause) {
    case lab::Cause::bulkhead_full: return "bulkhead_full";
    case lab::Cause::circuit_open: return "circuit_open";
    case lab::Cause::deadline_exceeded: return "deadline_exceeded";
    case lab::Cause::attempts_exhausted: return "attempts_exhausted";
    case lab::Cause::permanent_error: return "permanent_error";
  }
  return "cause number " + std::to_string(static_cast<int>(cause));
}

std::string call_name(std::uint32_t id) { return "call " + std::to_string(id); }

std::string quoted(std::string_view bytes) {
  constexpr std::size_t shown = 40;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "\"";
  for (const char c : bytes.substr(0, shown)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      text += c;
    } else {
      text += "\\x";
      text += digits[byte >> 4];
      text += digits[byte & 15];
    }
  }
  text += '"';
  if (bytes.size() > shown) text += "… (" + std::to_string(bytes.size()) + " bytes)";
  return text;
}

std::string counted(unsigned long count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string share(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3g", value);
  return text.data();
}

std::string describe(const lab::Config& config) {
  const auto& [retry, breaker, max_concurrent, call_timeout] = config;
  std::string text = "max_attempts " + std::to_string(retry.max_attempts);
  if (retry.max_attempts > 1) {
    text += ", base_delay " + to_string(retry.base_delay) + ", max_delay " + to_string(retry.max_delay) + ", jitter " +
            share(retry.jitter);
  }
  text += ", call_timeout " + to_string(call_timeout) + ", max_concurrent " + std::to_string(max_concurrent);
  if (breaker.slow_call > Duration::zero()) text += ", slow_call " + to_string(breaker.slow_call);
  if (breaker.failure_threshold > 0) text += ", failure_threshold " + std::to_string(breaker.failure_threshold);
  if (breaker.window_size > 0) {
    text += ", window_size " + std::to_string(breaker.window_size) + ", minimum_calls " +
            std::to_string(breaker.minimum_calls) + ", failure_ratio " + share(breaker.failure_ratio);
  }
  if (breaker.failure_threshold == 0 && breaker.window_size == 0) return text + ", no rule that opens the circuit";
  return text + ", open_period " + to_string(breaker.open_period) + ", half_open_probes " +
         std::to_string(breaker.half_open_probes) + ", half_open_successes " +
         std::to_string(breaker.half_open_successes);
}

}  // namespace judge
