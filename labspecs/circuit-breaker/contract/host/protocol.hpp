// What the judge and the host say to each other in the wire's payloads. Both include
// this file.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "lab/config.hpp"
#include "lab/dead_letter.hpp"
#include "lab/downstream.hpp"
#include "lab/message.hpp"
#include "lab/publisher.hpp"
#include "wire/frame.hpp"

namespace lab::protocol {

using assay::kit::wire::Reader;
using assay::kit::wire::Writer;

// The judge invokes.
inline constexpr std::string_view create = "create";    ///< Create, to the live program CreateLive; returns nothing
inline constexpr std::string_view publish = "publish";  ///< Publish; returns PublishResult

// The subject asks.
inline constexpr std::string_view send = "send";              ///< Send; answered by SendAnswer
inline constexpr std::string_view sleep = "sleep";            ///< Sleep; answered by nothing, later
inline constexpr std::string_view dead_letter = "dead_letter";  ///< DeadLetter; answered by nothing
inline constexpr std::string_view fallback = "fallback";      ///< FallbackQuestion; answered by a text

struct Create {
  Config config;
  std::uint64_t random_seed = 0;
};

/// For the program of real clocks and a real downstream.
struct CreateLive {
  Create create;
  std::uint16_t downstream_port = 0;  ///< of 127.0.0.1, where POST /send/<destination> is served
};

/// The deadline is of the subject's steady clock. In the live program that is CLOCK_MONOTONIC,
/// which is one clock inside the box and outside: the judge gives a time_point of its own.
struct Publish {
  Message message;
  SteadyTime deadline;
};

struct Send {
  Message message;
  Duration timeout{};
};

struct Sleep {
  Duration duration{};
};

struct SendAnswer {
  bool connection_broken = false;  ///< the host throws DownstreamError
  Reply reply;
};

struct FallbackQuestion {
  Message message;
  Cause cause = Cause::attempts_exhausted;
};

// `put` and `get` mirror each other, a pair a type. The value of an enumeration is not
// checked: what the subject sends may name a cause that does not exist.

inline void put(Writer& out, Duration value) { out.i64(value.count()); }
inline void get(Reader& in, Duration& value) { value = Duration(in.i64()); }

inline void put(Writer& out, SteadyTime value) { out.i64(value.time_since_epoch().count()); }
inline void get(Reader& in, SteadyTime& value) { value = SteadyTime(Duration(in.i64())); }

inline void put(Writer& out, double value) { out.u64(std::bit_cast<std::uint64_t>(value)); }
inline void get(Reader& in, double& value) { value = std::bit_cast<double>(in.u64()); }

inline void put(Writer& out, const Message& value) {
  out.u64(value.id).text(value.destination).text(value.payload);
}
inline void get(Reader& in, Message& value) {
  value.id = in.u64();
  value.destination = in.text();
  value.payload = in.text();
}

inline void put(Writer& out, const RetryConfig& value) {
  out.u32(value.max_attempts);
  put(out, value.base_delay);
  put(out, value.max_delay);
  put(out, value.jitter);
}
inline void get(Reader& in, RetryConfig& value) {
  value.max_attempts = in.u32();
  get(in, value.base_delay);
  get(in, value.max_delay);
  get(in, value.jitter);
}

inline void put(Writer& out, const BreakerConfig& value) {
  out.u32(value.failure_threshold).u32(value.window_size).u32(value.minimum_calls);
  put(out, value.failure_ratio);
  put(out, value.slow_call);
  put(out, value.open_period);
  out.u32(value.half_open_probes).u32(value.half_open_successes);
}
inline void get(Reader& in, BreakerConfig& value) {
  value.failure_threshold = in.u32();
  value.window_size = in.u32();
  value.minimum_calls = in.u32();
  get(in, value.failure_ratio);
  get(in, value.slow_call);
  get(in, value.open_period);
  value.half_open_probes = in.u32();
  value.half_open_successes = in.u32();
}

inline void put(Writer& out, const Create& value) {
  put(out, value.config.retry);
  put(out, value.config.breaker);
  out.u32(value.config.max_concurrent);
  put(out, value.config.call_timeout);
  out.u64(value.random_seed);
}
inline void get(Reader& in, Create& value) {
  get(in, value.config.retry);
  get(in, value.config.breaker);
  value.config.max_concurrent = in.u32();
  get(in, value.config.call_timeout);
  value.random_seed = in.u64();
}

inline void put(Writer& out, const CreateLive& value) {
  put(out, value.create);
  out.u32(value.downstream_port);
}
inline void get(Reader& in, CreateLive& value) {
  get(in, value.create);
  value.downstream_port = static_cast<std::uint16_t>(in.u32());
}

inline void put(Writer& out, const Publish& value) {
  put(out, value.message);
  put(out, value.deadline);
}
inline void get(Reader& in, Publish& value) {
  get(in, value.message);
  get(in, value.deadline);
}

inline void put(Writer& out, const PublishResult& value) {
  out.u8(value.delivered ? 1 : 0).text(value.reply);
}
inline void get(Reader& in, PublishResult& value) {
  value.delivered = in.u8() != 0;
  value.reply = in.text();
}

inline void put(Writer& out, const Send& value) {
  put(out, value.message);
  put(out, value.timeout);
}
inline void get(Reader& in, Send& value) {
  get(in, value.message);
  get(in, value.timeout);
}

inline void put(Writer& out, const Sleep& value) { put(out, value.duration); }
inline void get(Reader& in, Sleep& value) { get(in, value.duration); }

inline void put(Writer& out, const SendAnswer& value) {
  out.u8(value.connection_broken ? 1 : 0).u8(static_cast<std::uint8_t>(value.reply.status)).text(value.reply.body);
}
inline void get(Reader& in, SendAnswer& value) {
  value.connection_broken = in.u8() != 0;
  value.reply.status = static_cast<ReplyStatus>(in.u8());
  value.reply.body = in.text();
}

inline void put(Writer& out, const DeadLetter& value) {
  put(out, value.message);
  out.u8(static_cast<std::uint8_t>(value.cause)).u32(value.attempts);
}
inline void get(Reader& in, DeadLetter& value) {
  get(in, value.message);
  value.cause = static_cast<Cause>(in.u8());
  value.attempts = in.u32();
}

inline void put(Writer& out, const FallbackQuestion& value) {
  put(out, value.message);
  out.u8(static_cast<std::uint8_t>(value.cause));
}
inline void get(Reader& in, FallbackQuestion& value) {
  get(in, value.message);
  value.cause = static_cast<Cause>(in.u8());
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

}  // namespace lab::protocol
