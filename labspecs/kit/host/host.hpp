// The subject's end of the wire: runs each call in a thread of its own and lets
// exactly one run at a time (controlled scheduling). A lab's host main implements the
// lab's contract on top of `ask` and the virtual clocks.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace assay::kit::host {

/// One a process. It reads and writes the socket that the judge handed over.
class Host {
 public:
  /// Runs in a thread of its own; what it returns goes to the judge.
  using Handler = std::function<std::string(std::string_view payload)>;

  Host();
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  /// What to run when the judge invokes `operation`. Before `serve`.
  void on(std::string operation, Handler handler);

  /// Parks the calling thread until the judge answers; gives the answer.
  std::string ask(std::string_view operation, std::string_view payload);

  /// Virtual time: it stands still between the judge's commands. Not a scheduling point.
  [[nodiscard]] std::int64_t steady_now() const;  ///< nanoseconds
  [[nodiscard]] std::int64_t wall_now() const;    ///< nanoseconds since the epoch

  /// Serves until the judge says finish or is gone; gives the exit code.
  int serve();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit::host
