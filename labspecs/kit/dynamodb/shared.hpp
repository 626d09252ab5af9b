// What the connections of a proxy share.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "dynamodb/blackout.hpp"
#include "dynamodb/engine.hpp"
#include "dynamodb/gate.hpp"
#include "dynamodb/past.hpp"
#include "dynamodb/proxy.hpp"
#include "dynamodb/record.hpp"

namespace assay::kit::dynamodb {

/// The keys of the tables that requests name, as the engine has them. Thread-safe.
class Schemas {
 public:
  explicit Schemas(Engine& engine) : database_(engine) {}
  [[nodiscard]] std::optional<KeySchema> of(const std::string& table);
  void forget();

 private:
  Database database_;
  std::mutex mutex_;
  std::map<std::string, KeySchema> known_;
};

struct Shared {
  Shared(Engine& the_engine, ProxyOptions the_options)
      : engine(the_engine), options(std::move(the_options)), schemas(the_engine), record(options.limits.record),
        past(the_engine, [this](const std::string& table) { return schemas.of(table); }) {}

  Engine& engine;
  const ProxyOptions options;
  Schemas schemas;
  Record record;
  Gate gate;
  Past past;
  Blackout blackout;
  std::stop_source stop;
  std::function<void()> reset_all;  ///< connections

  std::mutex arrivals;  ///< guards what follows, up to the events: one request comes after the other
  std::uint64_t last_number = 0;
  Policy policy;

  std::mutex events;
  std::function<void()> on_event;
  void tell();

  std::mutex failing;
  std::optional<std::string> failure;  ///< the judge's own, in a thread of the proxy's
  void fail(const std::string& why);
  void rethrow();

  std::atomic<std::size_t> body_bytes = 0;  ///< of requests that are under way
  std::atomic<unsigned> requests = 0;       ///< that came and have not ended
  std::atomic<bool> dying = false;          ///< a crash was decided
  std::atomic<bool> crash_due = false;      ///< and all that the engine is to do before is done
  std::atomic<std::uint64_t> connections = 0, open = 0, malformed = 0, too_slow = 0, overloaded = 0, overflow = 0;
};

}  // namespace assay::kit::dynamodb
