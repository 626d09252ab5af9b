// The proxy between a subject and the engine: reads every request, breaks what it is told to
// break, and remembers all of it. Whoever connects may be hostile.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/duration.hpp"
#include "dynamodb/engine.hpp"
#include "dynamodb/faults.hpp"
#include "dynamodb/gate.hpp"
#include "dynamodb/record.hpp"
#include "util/fd.hpp"

namespace assay::kit::dynamodb {

struct ProxyLimits {
  std::size_t header = 16 * 1024;               ///< bytes of a request line and its fields
  std::size_t body = std::size_t{17} << 20;     ///< bytes; DynamoDB's own limit is 16 MiB
  std::size_t bodies = std::size_t{64} << 20;   ///< of all requests under way; a connection that would bring more is closed
  core::Duration read = std::chrono::seconds{10};   ///< from a request's first byte to its last
  core::Duration write = std::chrono::seconds{10};  ///< until an answer is taken
  core::Duration idle = std::chrono::seconds{60};   ///< between two requests
  unsigned connections = 128;                   ///< at once; more wait to be accepted
  RecordLimits record;
};

struct ProxyOptions {
  /// Any other is answered with UnknownOperationException, and recorded; empty: all are forwarded.
  std::set<std::string> allowed_operations;
  ProxyLimits limits;
};

/// What the proxy did beside the exchanges.
struct ProxyTally {
  std::uint64_t connections = 0;
  std::uint64_t open = 0;
  std::uint64_t malformed = 0;   ///< closed for what was no HTTP request, or too large
  std::uint64_t too_slow = 0;    ///< closed for a request that did not come, or an answer not taken, in time
  std::uint64_t overloaded = 0;  ///< closed for more bytes under way than `ProxyLimits::bodies`
  std::uint64_t overflow = 0;    ///< closed since no more can be remembered: the record is not complete
};

/// Serves a listening socket until its end, in threads of its own: one a connection. All of it may be
/// called from any thread. What reads the record throws JudgeFault where the engine failed behind it.
class Proxy {
 public:
  /// JudgeFault where it cannot be started. The engine outlives it.
  Proxy(util::Fd listener, Engine& engine, ProxyOptions options = {});
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;
  /// Ends all connections.
  ~Proxy();

  /// In force for each request that comes from now on; none: all pass.
  void set_policy(Policy policy);

  /// Remembers from now on what each write through the proxy replaced, for `Stale`. While it does, those
  /// writes go one after the other.
  void keep_past(bool on);

  [[nodiscard]] Gate& gate();

  /// Called whenever a request parked, an exchange ended or a crash became due: it does not block.
  /// Not called any more once this returns with another one, or with none.
  void set_on_event(std::function<void()> on_event);

  /// Requests that came and are neither parked nor ended.
  [[nodiscard]] unsigned under_way() const;

  /// A `Crash` was decided: the judge is to kill the subject.
  [[nodiscard]] bool crash_due() const;

  /// By number of the request, from that after `after` on.
  [[nodiscard]] std::vector<Exchange> record(std::uint64_t after = 0) const;
  /// How often each kind of fault had an effect, by `name_of`.
  [[nodiscard]] std::map<std::string, std::uint64_t> fired() const;
  [[nodiscard]] ProxyTally tally() const;

  /// Forgets the exchanges and the counters of faults; numbers go on.
  void clear();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit::dynamodb
