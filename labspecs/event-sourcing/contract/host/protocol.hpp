// What the judge and the host say to each other in the wire's payloads. Both include
// this file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lab/event_store.hpp"
#include "lab/orders.hpp"
#include "lab/projection.hpp"
#include "lab/schema_registry.hpp"
#include "wire/frame.hpp"

namespace lab::protocol {

using assay::kit::wire::Reader;
using assay::kit::wire::Writer;

// The judge invokes. Each payload but that of `open` begins with the number of a client (u32); each
// answer is an Answer, whose `body` is what is named here.
inline constexpr std::string_view open = "open";                      ///< Open; nothing
inline constexpr std::string_view create_tables = "create_tables";    ///< nothing; nothing
inline constexpr std::string_view append = "append";                  ///< StreamAppend; AppendResult
inline constexpr std::string_view append_all = "append_all";          ///< list of StreamAppend; AppendResult
inline constexpr std::string_view load = "load";                      ///< text; list of Event
inline constexpr std::string_view load_at_version = "load_at_version";  ///< text, u64; list of Event
inline constexpr std::string_view load_at_time = "load_at_time";      ///< text, Time; list of Event
inline constexpr std::string_view restore_to = "restore_to";          ///< RestoreTo; CopyReport
inline constexpr std::string_view migrate = "migrate";                ///< Tables; CopyReport
inline constexpr std::string_view handle_command = "handle_command";  ///< Command; CommandResult
inline constexpr std::string_view load_order = "load_order";          ///< text; optional Order
inline constexpr std::string_view load_order_at_version = "load_order_at_version";  ///< text, u64; optional Order
inline constexpr std::string_view load_order_at_time = "load_order_at_time";        ///< text, Time; optional Order
inline constexpr std::string_view snapshot = "snapshot";              ///< text; u64
inline constexpr std::string_view upcast = "upcast";                  ///< Event; Event
inline constexpr std::string_view handle_events = "handle_events";    ///< list of Event; nothing
inline constexpr std::string_view catch_up = "catch_up";              ///< nothing; nothing
inline constexpr std::string_view rebuild = "rebuild";                ///< nothing; nothing
inline constexpr std::string_view summary = "summary";                ///< text; CustomerSummary
inline constexpr std::string_view add_schema = "add_schema";          ///< AddSchema; Registration

// The subject asks.
inline constexpr std::string_view now = "now";      ///< nothing; answered by Time
inline constexpr std::string_view sleep = "sleep";  ///< Duration; answered by nothing, later

/// Makes everything of one client, over tables that it shares with others. A client that is opened again is made
/// anew.
struct Open {
  std::uint32_t client = 0;
  Config config;
  std::uint16_t port = 0;  ///< of 127.0.0.1, where DynamoDB is served
};

struct RestoreTo {
  Time time{};
  Tables target;
  std::optional<std::string> stream;
};

struct AddSchema {
  Schema schema;
  Compatibility compatibility = Compatibility::none;
};

/// How a call of the contract ended.
enum class Ending : std::uint8_t {
  returned,          ///< `body` is the operation's result
  unavailable,       ///< `body` is the exception's text
  unknown_event,     ///< `body` is the type and the schema version
  invalid_argument,  ///< `body` is the exception's text
  dynamodb_error,    ///< an error of the client that got through; `body` is its text
};

struct Answer {
  Ending ending = Ending::returned;
  std::string body;
};

struct UnknownEventName {
  std::string type;
  std::uint32_t schema_version = 0;
};

// `put` and `get` mirror each other, a pair a type. The value of an enumeration is not
// checked: what the subject sends may name one that does not exist.

inline void put(Writer& out, const std::string& value) { out.text(value); }
inline void get(Reader& in, std::string& value) { value = in.text(); }

inline void put(Writer& out, std::uint64_t value) { out.u64(value); }
inline void get(Reader& in, std::uint64_t& value) { value = in.u64(); }

inline void put(Writer& out, Duration value) { out.i64(value.count()); }
inline void get(Reader& in, Duration& value) { value = Duration(in.i64()); }

inline void put(Writer& out, Time value) { out.i64(value.time_since_epoch().count()); }
inline void get(Reader& in, Time& value) { value = Time(Time::duration(in.i64())); }

// Defined at the end, where they see every type's pair.
template <typename T>
void put(Writer& out, const std::vector<T>& values);
template <typename T>
void get(Reader& in, std::vector<T>& values);
template <typename T>
void put(Writer& out, const std::optional<T>& value);
template <typename T>
void get(Reader& in, std::optional<T>& value);

inline void put(Writer& out, const Tables& value) { out.text(value.events).text(value.snapshots).text(value.projection); }
inline void get(Reader& in, Tables& value) {
  value.events = in.text();
  value.snapshots = in.text();
  value.projection = in.text();
}

inline void put(Writer& out, const Config& value) {
  put(out, value.tables);
  out.u32(value.max_attempts);
  put(out, value.base_delay);
  put(out, value.max_delay);
}
inline void get(Reader& in, Config& value) {
  get(in, value.tables);
  value.max_attempts = in.u32();
  get(in, value.base_delay);
  get(in, value.max_delay);
}

inline void put(Writer& out, const Open& value) {
  out.u32(value.client);
  put(out, value.config);
  out.u32(value.port);
}
inline void get(Reader& in, Open& value) {
  value.client = in.u32();
  get(in, value.config);
  value.port = static_cast<std::uint16_t>(in.u32());
}

inline void put(Writer& out, const NewEvent& value) {
  out.text(value.id).text(value.type).u32(value.schema_version).text(value.payload);
}
inline void get(Reader& in, NewEvent& value) {
  value.id = in.text();
  value.type = in.text();
  value.schema_version = in.u32();
  value.payload = in.text();
}

inline void put(Writer& out, const Event& value) {
  out.text(value.stream).u64(value.version).text(value.id).text(value.type).u32(value.schema_version).text(value.payload);
  put(out, value.recorded_at);
}
inline void get(Reader& in, Event& value) {
  value.stream = in.text();
  value.version = in.u64();
  value.id = in.text();
  value.type = in.text();
  value.schema_version = in.u32();
  value.payload = in.text();
  get(in, value.recorded_at);
}

inline void put(Writer& out, const StreamAppend& value) {
  out.text(value.stream).u64(value.expected_version);
  put(out, value.events);
}
inline void get(Reader& in, StreamAppend& value) {
  value.stream = in.text();
  value.expected_version = in.u64();
  get(in, value.events);
}

inline void put(Writer& out, const AppendResult& value) {
  out.u8(value.appended ? 1 : 0).text(value.conflicting_stream).u64(value.actual_version);
}
inline void get(Reader& in, AppendResult& value) {
  value.appended = in.u8() != 0;
  value.conflicting_stream = in.text();
  value.actual_version = in.u64();
}

inline void put(Writer& out, const CopyReport& value) { out.u64(value.events); }
inline void get(Reader& in, CopyReport& value) { value.events = in.u64(); }

inline void put(Writer& out, const RestoreTo& value) {
  put(out, value.time);
  put(out, value.target);
  put(out, value.stream);
}
inline void get(Reader& in, RestoreTo& value) {
  get(in, value.time);
  get(in, value.target);
  get(in, value.stream);
}

inline void put(Writer& out, const OrderLine& value) { out.text(value.sku).u32(value.quantity).i64(value.price); }
inline void get(Reader& in, OrderLine& value) {
  value.sku = in.text();
  value.quantity = in.u32();
  value.price = in.i64();
}

inline void put(Writer& out, const Order& value) {
  out.u64(value.version).u8(static_cast<std::uint8_t>(value.status)).text(value.customer).text(value.currency);
  put(out, value.lines);
  out.text(value.tracking).text(value.reason);
}
inline void get(Reader& in, Order& value) {
  value.version = in.u64();
  value.status = static_cast<OrderStatus>(in.u8());
  value.customer = in.text();
  value.currency = in.text();
  get(in, value.lines);
  value.tracking = in.text();
  value.reason = in.text();
}

inline void put(Writer& out, const PlaceOrder& value) {
  out.text(value.customer).text(value.currency);
  put(out, value.lines);
}
inline void get(Reader& in, PlaceOrder& value) {
  value.customer = in.text();
  value.currency = in.text();
  get(in, value.lines);
}
inline void put(Writer& out, const AddLine& value) { put(out, value.line); }
inline void get(Reader& in, AddLine& value) { get(in, value.line); }
inline void put(Writer& out, const PayOrder& value) { out.i64(value.amount); }
inline void get(Reader& in, PayOrder& value) { value.amount = in.i64(); }
inline void put(Writer& out, const ShipOrder& value) { out.text(value.tracking); }
inline void get(Reader& in, ShipOrder& value) { value.tracking = in.text(); }
inline void put(Writer& out, const CancelOrder& value) { out.text(value.reason); }
inline void get(Reader& in, CancelOrder& value) { value.reason = in.text(); }

inline void put(Writer& out, const Command& value) {
  out.text(value.id).text(value.order).u8(static_cast<std::uint8_t>(value.what.index()));
  std::visit([&](const auto& what) { put(out, what); }, value.what);
}
/// Only the judge writes commands: an index that does not exist is the first.
inline void get(Reader& in, Command& value) {
  value.id = in.text();
  value.order = in.text();
  switch (in.u8()) {
    case 1: get(in, value.what.emplace<AddLine>()); return;
    case 2: get(in, value.what.emplace<PayOrder>()); return;
    case 3: get(in, value.what.emplace<ShipOrder>()); return;
    case 4: get(in, value.what.emplace<CancelOrder>()); return;
    default: get(in, value.what.emplace<PlaceOrder>()); return;
  }
}

inline void put(Writer& out, const CommandResult& value) {
  out.u8(static_cast<std::uint8_t>(value.rejection)).u64(value.version);
}
inline void get(Reader& in, CommandResult& value) {
  value.rejection = static_cast<Rejection>(in.u8());
  value.version = in.u64();
}

inline void put(Writer& out, const CustomerSummary& value) {
  out.u64(value.placed).u64(value.paid).u64(value.shipped).u64(value.cancelled).i64(value.revenue);
}
inline void get(Reader& in, CustomerSummary& value) {
  value.placed = in.u64();
  value.paid = in.u64();
  value.shipped = in.u64();
  value.cancelled = in.u64();
  value.revenue = in.i64();
}

inline void put(Writer& out, const Field& value) {
  out.text(value.name).u8(static_cast<std::uint8_t>(value.type)).u8(value.optional ? 1 : 0).u8(value.has_default ? 1 : 0);
}
inline void get(Reader& in, Field& value) {
  value.name = in.text();
  value.type = static_cast<FieldType>(in.u8());
  value.optional = in.u8() != 0;
  value.has_default = in.u8() != 0;
}
inline void put(Writer& out, const AddSchema& value) {
  out.text(value.schema.event_type).u32(value.schema.version);
  put(out, value.schema.fields);
  out.u8(static_cast<std::uint8_t>(value.compatibility));
}
inline void get(Reader& in, AddSchema& value) {
  value.schema.event_type = in.text();
  value.schema.version = in.u32();
  get(in, value.schema.fields);
  value.compatibility = static_cast<Compatibility>(in.u8());
}
inline void put(Writer& out, const Registration& value) {
  out.u8(value.accepted ? 1 : 0);
  put(out, value.fields);
}
inline void get(Reader& in, Registration& value) {
  value.accepted = in.u8() != 0;
  get(in, value.fields);
}

inline void put(Writer& out, const UnknownEventName& value) { out.text(value.type).u32(value.schema_version); }
inline void get(Reader& in, UnknownEventName& value) {
  value.type = in.text();
  value.schema_version = in.u32();
}

inline void put(Writer& out, const Answer& value) { out.u8(static_cast<std::uint8_t>(value.ending)).text(value.body); }
inline void get(Reader& in, Answer& value) {
  value.ending = static_cast<Ending>(in.u8());
  value.body = in.text();
}

template <typename T>
void put(Writer& out, const std::vector<T>& values) {
  out.u32(static_cast<std::uint32_t>(values.size()));
  for (const auto& value : values) put(out, value);
}
// A list that claims more elements than there are bytes ends with them.
template <typename T>
void get(Reader& in, std::vector<T>& values) {
  values.clear();
  for (std::uint32_t left = in.u32(); left > 0 && in.ok(); --left) get(in, values.emplace_back());
}

template <typename T>
void put(Writer& out, const std::optional<T>& value) {
  out.u8(value ? 1 : 0);
  if (value) put(out, *value);
}
template <typename T>
void get(Reader& in, std::optional<T>& value) {
  value.reset();
  if (in.u8() != 0) get(in, value.emplace());
}

template <typename T>
std::string pack(const T& value) {
  Writer out;
  put(out, value);
  return out.take();
}

/// The payload of a call of a client.
template <typename... T>
std::string pack_call(std::uint32_t client, const T&... arguments) {
  Writer out;
  out.u32(client);
  (put(out, arguments), ...);
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
