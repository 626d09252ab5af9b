// A TCP proxy that breaks what passes through it, for a judge to put between a program and
// what the program talks to.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "core/error.hpp"
#include "proxy/fault.hpp"
#include "util/fd.hpp"

namespace assay::kit::proxy {

struct Options {
  /// What clients connect to: a listening stream socket, perhaps of another network
  /// namespace. Absent: a port of our own on 127.0.0.1, see `Proxy::port`.
  util::Fd listener;
  std::string upstream;  ///< where each connection goes: "host:port", "[::1]:port", or the path of a Unix socket
  std::uint64_t seed = 1;
  unsigned most_connections = 1000;  ///< at once; more wait to be accepted
};

/// What a proxy has done since it started.
struct Activity {
  std::uint64_t connections = 0;        ///< accepted, those that were then refused included
  std::uint64_t open = 0;               ///< of these, not over yet
  std::uint64_t unreachable = 0;        ///< reset, since the upstream could not be connected to
  std::uint64_t upstream_bytes = 0;     ///< passed on from clients to servers
  std::uint64_t downstream_bytes = 0;   ///< passed on from servers to clients
  std::uint64_t failed_accepts = 0;     ///< the system's error, each tried again
  std::map<std::string, std::uint64_t> fired;  ///< how often a fault of this name acted; absent: never
};

/// Names a fault that was added.
using FaultId = std::uint64_t;

/// Runs in a thread of its own until it is destroyed, which resets what is open. It holds at
/// most 0.5 MiB of a connection's bytes: a receiver that does not read stops its sender. All
/// of it may be called from any thread. A fault is in force when `add` has returned.
class Proxy {
 public:
  /// An infrastructure error where it cannot listen, or the upstream's name is none.
  [[nodiscard]] static core::Result<Proxy> start(Options options);
  Proxy(Proxy&&) noexcept;
  Proxy& operator=(Proxy&&) noexcept;
  ~Proxy();

  /// Where it listens, where it does so on a TCP port.
  [[nodiscard]] std::uint16_t port() const;

  FaultId add(Fault fault);
  void remove(FaultId fault);  ///< nothing where it was removed already
  void remove_all();

  [[nodiscard]] Activity activity() const;

 private:
  struct State;
  explicit Proxy(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit::proxy
