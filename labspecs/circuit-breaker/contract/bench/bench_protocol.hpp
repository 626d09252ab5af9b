// What the judge and the bench program say to each other in the wire's payloads, beside
// `create`, which is that of host/protocol.hpp. Both include this file.
#pragma once

#include <cstdint>
#include <string_view>

#include "bench/work.hpp"
#include "host/protocol.hpp"

namespace lab::bench {

using protocol::Reader;
using protocol::Writer;

// The judge invokes.
inline constexpr std::string_view publish_all = "publish_all";  ///< Work, through the publisher; returns Done
inline constexpr std::string_view send_all = "send_all";        ///< Work, without the publisher; returns Done

struct Done {
  std::uint64_t digest = 0;
};

inline void put(Writer& out, const Work& value) {
  out.u64(value.seed).u64(value.first).u64(value.messages).u32(value.threads).u32(value.payload_size);
  out.u64(value.outage_from);
  protocol::put(out, value.send_sleeps);
}
inline void get(Reader& in, Work& value) {
  value.seed = in.u64();
  value.first = in.u64();
  value.messages = in.u64();
  value.threads = in.u32();
  value.payload_size = in.u32();
  value.outage_from = in.u64();
  protocol::get(in, value.send_sleeps);
}

inline void put(Writer& out, const Done& value) { out.u64(value.digest); }
inline void get(Reader& in, Done& value) { value.digest = in.u64(); }

}  // namespace lab::bench
