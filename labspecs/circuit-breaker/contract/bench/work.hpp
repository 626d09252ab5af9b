// What a measured loop does, and what comes of it. Both follow from a seed that the judge draws
// for each loop: it computes the digest of the right outcome from the rules of README.md, and a
// program that did not do the work, all of it and once, gives another. The judge and the bench
// program include this file.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "lab/dead_letter.hpp"
#include "lab/downstream.hpp"
#include "lab/message.hpp"
#include "lab/publisher.hpp"
#include "lab/time.hpp"

namespace lab::bench {

inline constexpr std::uint64_t never = ~std::uint64_t{0};
inline constexpr std::uint64_t block = 8;  ///< messages among which trouble is dealt out evenly

/// Messages number `first` to `first + messages`, published once each.
struct Work {
  std::uint64_t seed = 0;
  std::uint64_t first = 0;
  std::uint64_t messages = 0;
  std::uint32_t threads = 1;       ///< each takes an equal run of the messages, in order
  std::uint32_t payload_size = 16; ///< bytes
  std::uint32_t retried = 1;       ///< of each block of messages: those of which the first send fails for the moment
  std::uint32_t refused = 0;       ///< of each block: those that the downstream will never take
  std::uint64_t outage_from = never;  ///< from this message on no send succeeds
  Duration send_sleeps{};          ///< how long it sleeps, in real time
};

/// SplitMix64's output function (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number
/// Generators", 2014), over two words.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t z = a + 0x9e3779b97f4a7c15 * (b + 1);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// What the downstream answers to attempt number `attempt` (from 0) to send a message.
[[nodiscard]] constexpr ReplyStatus status_of(const Work& work, std::uint64_t message, unsigned attempt) {
  if (message >= work.outage_from) return ReplyStatus::transient_error;
  const std::uint64_t place = (message + mix(work.seed, message / block)) % block;
  if (place < work.retried) return attempt == 0 ? ReplyStatus::transient_error : ReplyStatus::ok;
  return place < work.retried + work.refused ? ReplyStatus::permanent_error : ReplyStatus::ok;
}

/// The number that the downstream's answer to a message consists of.
[[nodiscard]] constexpr std::uint64_t answer_of(const Work& work, std::uint64_t message) {
  return mix(work.seed, message);
}

/// The number that the fallback's reply consists of.
[[nodiscard]] constexpr std::uint64_t fallback_of(const Work& work, std::uint64_t message, Cause cause) {
  return mix(mix(work.seed, message), 1 + static_cast<std::uint64_t>(cause));
}

/// A reply with this number in it, and the number in a reply.
[[nodiscard]] inline std::string text_of(std::uint64_t number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}
[[nodiscard]] inline std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  if (text.size() == sizeof number) std::memcpy(&number, text.data(), sizeof number);
  return number;
}

/// Sums up what happened; the order does not matter, so that threads may overlap in any way.
class Digest {
 public:
  constexpr void sent(std::uint64_t message, unsigned attempt) { count(1, message, attempt, 0); }
  constexpr void dead_lettered(std::uint64_t message, std::uint64_t payload_size, Cause cause, unsigned attempts) {
    count(2, mix(message, payload_size), static_cast<std::uint64_t>(cause), attempts);
  }
  constexpr void returned(std::uint64_t message, bool delivered, std::uint64_t reply) {
    count(3, message, delivered ? 1 : 0, reply);
  }
  constexpr void add(const Digest& other) { sum_ += other.sum_; }
  [[nodiscard]] constexpr std::uint64_t value() const { return sum_; }

 private:
  constexpr void count(std::uint64_t kind, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
    sum_ += mix(mix(mix(kind, a), b), c);
  }
  std::uint64_t sum_ = 0;
};

}  // namespace lab::bench
