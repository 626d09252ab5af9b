// The subject's end of the wire where real time matters: every call runs at once, in a
// thread of its own, against real clocks.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace assay::kit::host {

/// One a process. It reads and writes the socket that the judge handed over.
class LiveHost {
 public:
  /// Runs in a thread of a pool, beside any number of others; what it returns goes to the judge.
  using Handler = std::function<std::string(std::string_view payload)>;

  /// Calls under way at once; one beyond them, or beyond the threads that the box allows, begins
  /// when another has ended.
  static constexpr unsigned most_threads = 256;

  LiveHost();
  ~LiveHost();
  LiveHost(const LiveHost&) = delete;
  LiveHost& operator=(const LiveHost&) = delete;

  /// What to run when the judge invokes `operation`. Before `serve`.
  void on(std::string operation, Handler handler);

  /// Blocks the calling thread, and no other, until the judge answers; gives the answer. A thread
  /// that the judge did not start is reported as `foreign`, and gets no answer ever.
  std::string ask(std::string_view operation, std::string_view payload);

  /// Serves until the judge says finish or is gone, and then ends the process at once, whatever
  /// still runs in it.
  [[noreturn]] void serve();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit::host
