// A client's connection and the one to the server that belongs to it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <set>
#include <vector>

#include "proxy/pipe.hpp"

namespace assay::kit::proxy {

using Endpoint = boost::asio::generic::stream_protocol::endpoint;

class Connection;

/// What the connections of a proxy share. Used by the proxy's thread alone.
struct Shared {
  std::vector<Endpoint> upstream;  ///< tried in this order
  std::uint64_t seed = 1;
  FaultTable faults;
  Activity activity;               ///< without what `faults` and `connections` count
  std::set<Connection*> connections;
};

class Connection final : public PipeOwner, public std::enable_shared_from_this<Connection> {
 public:
  /// `number` counts a proxy's connections from 1.
  Connection(Shared& shared, Socket client, std::uint64_t number);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Connects to the server and lets bytes pass; the connection lives until its last
  /// coroutine has ended.
  void begin();
  void faults_changed();

  void reset() override;
  void close_gently() override;
  void reset_after(core::Duration delay, FaultId fault) override;
  void close_after(core::Duration delay, FaultId fault) override;
  void pipe_ended() override;

 private:
  using Act = void (Connection::*)();
  boost::asio::awaitable<void> connect();
  void act_after(core::Duration delay, FaultId fault, Act act);
  void reset_by_fault();
  void close();

  Shared& shared_;
  const double place_;
  Socket client_;
  Socket server_;
  Pipe upstream_;
  Pipe downstream_;
  boost::asio::steady_timer timer_;
  FaultId timed_for_ = 0;  ///< the fault that will end the connection when the timer expires
  bool closing_ = false;
  bool closed_ = false;
};

}  // namespace assay::kit::proxy
