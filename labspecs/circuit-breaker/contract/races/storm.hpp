// What the judge of races and its host say to each other. Both include this file.
#pragma once

#include <cstdint>
#include <string_view>

#include "host/protocol.hpp"

namespace lab::storm {

using protocol::Reader;
using protocol::Writer;

// The judge invokes.
inline constexpr std::string_view cross = "cross";  ///< Cross; returns nothing
inline constexpr std::string_view storm = "storm";  ///< Storm; returns a Tally

/// Of a thousand sends, so many end in this way; the rest is `ok`.
struct Weather {
  std::uint32_t transient = 0;
  std::uint32_t permanent = 0;
  std::uint32_t timeout = 0;
  std::uint32_t broken = 0;  ///< DownstreamError
  std::uint32_t slow = 0;    ///< `ok`, after `Storm::slow`
};

/// One publisher, and threads that publish through it as fast as they can.
struct Storm {
  Config config;
  std::uint64_t seed = 0;
  std::uint32_t threads = 1;
  std::uint32_t publishes = 1;     ///< of each thread
  std::uint32_t destinations = 1;  ///< each thread takes them in turn, all of them in the same order
  Duration deadline{};             ///< after the publish's start; zero: none
  Weather fair;                    ///< the weather changes to and fro
  Weather foul;
  Duration spell{};                ///< how long it lasts; above zero
  Duration pause{};                ///< what some sends take
  Duration slow{};                 ///< what a slow one takes
  std::uint32_t canary = 0;        ///< which race of ours is run meanwhile
  Duration canary_after{};         ///< and when
};

/// What the host saw. It proves nothing in the program's favour.
struct Tally {
  std::uint64_t overfull = 0;  ///< sends to a destination that began above max_concurrent
  std::uint64_t threw = 0;     ///< exceptions that came out of publish, which other suites judge
};

/// Has a race of ours run across the student's code.
struct Cross {
  Config config;
  std::uint32_t canary = 0;
};

// `put` and `get` mirror each other, a pair a type.

inline void put(Writer& out, const Config& value) { protocol::put(out, protocol::Create{value, 0}); }
inline void get(Reader& in, Config& value) {
  protocol::Create create;
  protocol::get(in, create);
  value = create.config;
}

inline void put(Writer& out, const Weather& value) {
  out.u32(value.transient).u32(value.permanent).u32(value.timeout).u32(value.broken).u32(value.slow);
}
inline void get(Reader& in, Weather& value) {
  for (auto* share : {&value.transient, &value.permanent, &value.timeout, &value.broken, &value.slow}) {
    *share = in.u32();
  }
}

inline void put(Writer& out, const Storm& value) {
  put(out, value.config);
  out.u64(value.seed).u32(value.threads).u32(value.publishes).u32(value.destinations);
  protocol::put(out, value.deadline);
  put(out, value.fair);
  put(out, value.foul);
  protocol::put(out, value.spell);
  protocol::put(out, value.pause);
  protocol::put(out, value.slow);
  out.u32(value.canary);
  protocol::put(out, value.canary_after);
}
inline void get(Reader& in, Storm& value) {
  get(in, value.config);
  value.seed = in.u64();
  value.threads = in.u32();
  value.publishes = in.u32();
  value.destinations = in.u32();
  protocol::get(in, value.deadline);
  get(in, value.fair);
  get(in, value.foul);
  protocol::get(in, value.spell);
  protocol::get(in, value.pause);
  protocol::get(in, value.slow);
  value.canary = in.u32();
  protocol::get(in, value.canary_after);
}

inline void put(Writer& out, const Tally& value) { out.u64(value.overfull).u64(value.threw); }
inline void get(Reader& in, Tally& value) {
  value.overfull = in.u64();
  value.threw = in.u64();
}

inline void put(Writer& out, const Cross& value) {
  put(out, value.config);
  out.u32(value.canary);
}
inline void get(Reader& in, Cross& value) {
  get(in, value.config);
  value.canary = in.u32();
}

template <typename T>
std::string pack(const T& value) {
  Writer out;
  put(out, value);
  return out.take();
}

/// Whether `bytes` are exactly one T.
template <typename T>
[[nodiscard]] bool unpack(std::string_view bytes, T& value) {
  Reader in(bytes);
  get(in, value);
  return in.complete();
}

}  // namespace lab::storm
