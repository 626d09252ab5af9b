// What a program prints: kept up to a cap, read on beyond it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "core/bytes.hpp"
#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// Copies to a descriptor of ours in a thread of its own, so that a reader of ours who does
/// not read cannot hold up the enforcement of limits.
class Echo {
 public:
  explicit Echo(int descriptor);
  Echo(const Echo&) = delete;
  Echo& operator=(const Echo&) = delete;
  /// Writes what is still due.
  ~Echo();
  void add(std::string_view text);

 private:
  void write_all();
  int descriptor_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string due_;
  bool ended_ = false;
  std::thread thread_;
};

/// The reading end of a program's stdout or stderr.
class CapturedPipe {
 public:
  /// `echo_to`: also copy what is kept to this descriptor of ours; -1: no.
  [[nodiscard]] static core::Result<CapturedPipe> open(core::Bytes cap, int echo_to = -1);

  [[nodiscard]] int reading_end() const { return reading_.get(); }  ///< -1 once it has ended
  [[nodiscard]] int writing_end() const { return writing_.get(); }
  void close_writing_end() { writing_.reset(); }

  /// Takes what is there now, and drops what is beyond the cap: a program must not be able to
  /// fill our memory, nor be held up by a full pipe.
  void drain();

  [[nodiscard]] std::string take() { return std::move(text_); }
  [[nodiscard]] bool truncated() const { return seen_.count > cap_; }
  [[nodiscard]] core::Bytes seen() const { return seen_; }  ///< kept and dropped

 private:
  CapturedPipe() = default;
  util::Fd reading_;
  util::Fd writing_;
  std::string text_;
  std::size_t cap_ = 0;
  core::Bytes seen_;
  std::unique_ptr<Echo> echo_;
};

}  // namespace assay::sandbox
