// One direction of one connection: reads from one socket, does to the bytes what the faults
// say, and writes what is left to the other.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "proxy/fault_table.hpp"

namespace assay::kit::proxy {

using Socket = boost::asio::generic::stream_protocol::socket;
using Clock = std::chrono::steady_clock;

/// What a pipe asks of the connection that it belongs to.
class PipeOwner {
 public:
  virtual ~PipeOwner() = default;
  virtual void reset() = 0;         ///< both sides, at once
  virtual void close_gently() = 0;  ///< what was passed on still arrives; nothing else does
  virtual void reset_after(core::Duration delay, FaultId fault) = 0;  ///< unless the fault is removed first
  virtual void close_after(core::Duration delay, FaultId fault) = 0;  ///< unless the fault is removed first
  virtual void pipe_ended() = 0;    ///< as `ended` or `drained` says
};

class Pipe {
 public:
  Pipe(PipeOwner& owner, FaultTable& faults, Flow flow, std::uint64_t seed, Socket& from, Socket& to,
       std::uint64_t& bytes_passed);

  /// Two coroutines, run side by side from the start of the connection to its end.
  boost::asio::awaitable<void> read();
  boost::asio::awaitable<void> write();

  /// Looks at the faults again.
  void faults_changed();
  /// Passes nothing on any more; goes on reading, so that the sender's last bytes do not
  /// make the system reset the connection.
  void stop_passing();
  /// Both coroutines come to their end.
  void close();

  [[nodiscard]] bool ended() const { return ended_; }      ///< the end was passed on
  [[nodiscard]] bool drained() const { return drained_; }  ///< the sender has ended

 private:
  struct Chunk {
    Clock::time_point arrived;
    std::string bytes;         // none: the end
    std::size_t passed = 0;
    double jitter = 0;         // in [-1, 1]
    bool partitioned = false;  // counted as held back
    [[nodiscard]] bool is_end() const { return bytes.empty(); }
  };

  void take_in(std::string_view bytes);
  void take_end();
  [[nodiscard]] bool lose();
  [[nodiscard]] bool loses_all();
  void push(Chunk chunk);
  boost::asio::awaitable<void> pass(std::string_view bytes);
  boost::asio::awaitable<void> pass_piece(Chunk& chunk);
  void pass_end();
  [[nodiscard]] Clock::time_point held_until(Chunk& chunk);
  [[nodiscard]] std::size_t next_piece(std::size_t available);
  void piece_passed(std::size_t size);
  [[nodiscard]] std::optional<std::uint64_t> allowance();
  [[nodiscard]] double random_in_unit_range();  // [-1, 1]

  // What waits here and what the system holds is all there is of a connection that does
  // not get on.
  static constexpr std::size_t most_queued = std::size_t{192} << 10;
  static constexpr std::size_t read_size = std::size_t{32} << 10;

  PipeOwner& owner_;
  FaultTable& faults_;
  const Flow flow_;
  std::mt19937_64 random_;
  Socket& from_;
  Socket& to_;
  std::uint64_t& bytes_passed_;

  std::array<char, read_size> buffer_;
  std::deque<Chunk> queue_;
  std::size_t queued_ = 0;
  boost::asio::steady_timer room_;  // the reader waits here for the queue to shrink
  boost::asio::steady_timer work_;  // and the writer for anything else
  bool closed_ = false;
  bool stopped_ = false;
  bool ended_ = false;
  bool drained_ = false;
  bool lost_some_ = false;

  Clock::time_point bandwidth_free_at_{};
  Clock::time_point next_slice_at_{};
  FaultId limit_ = 0;
  std::uint64_t passed_under_limit_ = 0;
};

}  // namespace assay::kit::proxy
