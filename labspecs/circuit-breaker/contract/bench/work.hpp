// What a measured loop does, and what comes of it. Both follow from a seed that the judge draws
// for each loop: it knows the digest of the right outcome, and a program that did not do the
// work, all of it and once, gives another. Nothing goes wrong but an outage, after which all is
// refused, so that what is measured here does not depend on how well a publisher retries, counts
// or dead-letters; that is for the other suites. The judge and the bench program include this file.
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
/// So many messages into an outage the breaker is open, whichever of its rules trips it first.
inline constexpr std::uint64_t still_sent = 64;

/// Messages number `first` to `first + messages`, published once each.
struct Work {
  std::uint64_t seed = 0;
  std::uint64_t first = 0;
  std::uint64_t messages = 0;
  std::uint32_t threads = 1;       ///< each takes an equal run of the messages, in order
  std::uint32_t payload_size = 16; ///< bytes
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

/// What the downstream answers to a send of a message.
[[nodiscard]] constexpr ReplyStatus status_of(const Work& work, std::uint64_t message) {
  return message >= work.outage_from ? ReplyStatus::transient_error : ReplyStatus::ok;
}

/// Whether a send of this message shows that the breaker is left out.
[[nodiscard]] constexpr bool is_to_be_refused(const Work& work, std::uint64_t message) {
  return message >= work.outage_from && message - work.outage_from >= still_sent;
}

/// The number that the downstream's answer to a message consists of.
[[nodiscard]] constexpr std::uint64_t answer_of(const Work& work, std::uint64_t message) {
  return mix(work.seed, message);
}

/// The number that the fallback's reply consists of.
[[nodiscard]] constexpr std::uint64_t fallback_of(const Work& work, std::uint64_t message) {
  return mix(mix(work.seed, message), 1);
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
  constexpr void sent_in_vain(std::uint64_t message) { count(1, message, 0, 0); }
  constexpr void returned(std::uint64_t message, bool delivered, std::uint64_t reply) {
    count(2, message, delivered ? 1 : 0, reply);
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
