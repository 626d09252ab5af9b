#include "proxy/pipe.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cmath>
#include <utility>

namespace assay::kit::proxy {
namespace {

namespace asio = boost::asio;

constexpr auto to_tuple = asio::as_tuple(asio::use_awaitable);

// So long a stretch of a limited bandwidth goes at once.
constexpr std::uint64_t pieces_per_second = 50;

// Whoever cancels the timer wants the sleeper to look again, so both endings are the same.
asio::awaitable<void> sleep(asio::steady_timer& timer, Clock::time_point until) {
  timer.expires_at(until);
  (void)co_await timer.async_wait(to_tuple);
}

}  // namespace

Pipe::Pipe(PipeOwner& owner, FaultTable& faults, Flow flow, std::uint64_t seed, Socket& from, Socket& to,
           std::uint64_t& bytes_passed)
    : owner_(owner), faults_(faults), flow_(flow), random_(seed), from_(from), to_(to), bytes_passed_(bytes_passed),
      room_(from.get_executor()), work_(from.get_executor()) {}

asio::awaitable<void> Pipe::read() {
  for (;;) {
    while (queued_ >= most_queued && !stopped_ && !closed_) co_await sleep(room_, Clock::time_point::max());
    if (closed_) co_return;
    const auto [error, size] = co_await from_.async_read_some(asio::buffer(buffer_), to_tuple);
    if (closed_) co_return;
    if (error == asio::error::eof) {
      take_end();
      co_return;
    }
    if (error) {
      owner_.reset();
      co_return;
    }
    const std::string_view bytes(buffer_.data(), size);
    if (faults_.empty() && queue_.empty() && !stopped_) {
      co_await pass(bytes);
    } else {
      take_in(bytes);
    }
  }
}

asio::awaitable<void> Pipe::write() {
  while (!closed_) {
    if (stopped_ || queue_.empty()) {
      co_await sleep(work_, Clock::time_point::max());
      continue;
    }
    Chunk& front = queue_.front();
    if (const auto until = held_until(front); until > Clock::now()) {
      co_await sleep(work_, until);
    } else if (front.is_end()) {
      pass_end();
      co_return;
    } else {
      co_await pass_piece(front);
    }
  }
}

void Pipe::faults_changed() {
  if (lost_some_ && !faults_.find<BlackHole>(flow_)) owner_.reset();
  work_.cancel();
}

void Pipe::stop_passing() {
  stopped_ = true;
  room_.cancel();
}

void Pipe::close() {
  closed_ = true;
  room_.cancel();
  work_.cancel();
}

void Pipe::take_in(std::string_view bytes) {
  if (stopped_ || lose()) return;
  const bool late = faults_.find<Latency>(flow_).has_value();
  push({.arrived = Clock::now(), .bytes = std::string(bytes), .jitter = late ? random_in_unit_range() : 0});
  if (late) faults_.acted<Latency>();
}

void Pipe::take_end() {
  drained_ = true;
  if (loses_all()) return;
  push({.arrived = Clock::now(), .bytes = {}});
  owner_.pipe_ended();
}

bool Pipe::lose() {
  if (const auto reset = faults_.find<Reset>(flow_)) {
    owner_.reset_after(reset->kind.after, reset->id);
    if (reset->kind.after == core::Duration::zero()) return true;
  }
  return loses_all();
}

bool Pipe::loses_all() {
  const auto hole = faults_.find<BlackHole>(flow_);
  if (!hole) return false;
  faults_.acted<BlackHole>();
  if (!lost_some_ && hole->kind.close_after) owner_.close_after(*hole->kind.close_after, hole->id);
  lost_some_ = true;
  return true;
}

void Pipe::push(Chunk chunk) {
  queued_ += chunk.bytes.size();
  queue_.push_back(std::move(chunk));
  work_.cancel();
}

asio::awaitable<void> Pipe::pass(std::string_view bytes) {
  const auto [error, size] = co_await asio::async_write(to_, asio::buffer(bytes.data(), bytes.size()), to_tuple);
  bytes_passed_ += size;
  // A receiver that is gone: its sender is to know, as it would without a proxy.
  if (error && !closed_ && !stopped_) owner_.reset();
}

asio::awaitable<void> Pipe::pass_piece(Chunk& chunk) {
  const std::size_t size = next_piece(chunk.bytes.size() - chunk.passed);
  if (size > 0) {
    co_await pass(std::string_view(chunk.bytes).substr(chunk.passed, size));
    chunk.passed += size;
    queued_ -= size;
    piece_passed(size);
    if (chunk.passed == chunk.bytes.size()) queue_.pop_front();
    room_.cancel();
  }
  if (!closed_ && allowance() == 0) {
    faults_.acted<DataLimit>();
    owner_.close_gently();
  }
}

void Pipe::pass_end() {
  if (faults_.find<SlowClose>(flow_)) faults_.acted<SlowClose>();
  boost::system::error_code gone;  // where the receiver is gone, there is no one to tell
  to_.shutdown(Socket::shutdown_send, gone);
  ended_ = true;
  owner_.pipe_ended();
}

Clock::time_point Pipe::held_until(Chunk& chunk) {
  if (faults_.find<Partition>(flow_)) {
    if (!std::exchange(chunk.partitioned, true)) faults_.acted<Partition>();
    return Clock::time_point::max();
  }
  auto until = Clock::time_point::min();
  if (const auto latency = faults_.find<Latency>(flow_)) {
    const auto random_part = std::llround(static_cast<double>(latency->kind.jitter.count()) * chunk.jitter);
    until = chunk.arrived + std::max(core::Duration::zero(), latency->kind.delay + core::Duration(random_part));
  }
  if (chunk.is_end()) {
    if (const auto slow = faults_.find<SlowClose>(flow_)) until = std::max(until, chunk.arrived + slow->kind.delay);
    return until;
  }
  if (faults_.find<Bandwidth>(flow_)) until = std::max(until, bandwidth_free_at_);
  if (faults_.find<Slicer>(flow_)) until = std::max(until, next_slice_at_);
  return until;
}

std::size_t Pipe::next_piece(std::size_t available) {
  std::uint64_t size = available;
  if (const auto bandwidth = faults_.find<Bandwidth>(flow_)) {
    size = std::min(size, std::max<std::uint64_t>(1, bandwidth->kind.bytes_per_second / pieces_per_second));
  }
  if (const auto slicer = faults_.find<Slicer>(flow_)) {
    const double piece = static_cast<double>(slicer->kind.size) +
                         static_cast<double>(slicer->kind.variation) * random_in_unit_range();
    size = std::min(size, static_cast<std::uint64_t>(std::max(1.0, piece)));
  }
  if (const auto allowed = allowance()) size = std::min(size, *allowed);
  return static_cast<std::size_t>(size);
}

void Pipe::piece_passed(std::size_t size) {
  const auto now = Clock::now();
  if (const auto bandwidth = faults_.find<Bandwidth>(flow_)) {
    const auto taken = std::chrono::duration<double>(static_cast<double>(size) /
                                                     static_cast<double>(bandwidth->kind.bytes_per_second));
    bandwidth_free_at_ = std::max(bandwidth_free_at_, now) + std::chrono::duration_cast<Clock::duration>(taken);
    faults_.acted<Bandwidth>();
  }
  if (const auto slicer = faults_.find<Slicer>(flow_)) {
    next_slice_at_ = now + slicer->kind.delay;
    faults_.acted<Slicer>();
  }
  passed_under_limit_ += size;
}

std::optional<std::uint64_t> Pipe::allowance() {
  const auto limit = faults_.find<DataLimit>(flow_);
  if (!limit) return std::nullopt;
  if (std::exchange(limit_, limit->id) != limit->id) passed_under_limit_ = 0;
  return limit->kind.bytes - std::min(limit->kind.bytes, passed_under_limit_);
}

double Pipe::random_in_unit_range() {
  // std::uniform_real_distribution differs between libraries.
  return static_cast<double>(random_() >> 11) * 0x1p-52 - 1;
}

}  // namespace assay::kit::proxy
