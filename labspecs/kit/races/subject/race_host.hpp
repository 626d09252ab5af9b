// The subject's end of the wire for storms: real threads, which the host leaves alone. It
// takes one command after the other and has no lock, no queue and no thread of its own, as
// each of them would order accesses that the student's code leaves unordered, and so hide
// races.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace assay::kit::races {

/// One a process, in the main thread.
class RaceHost {
 public:
  /// Runs in the main thread; what it returns goes to the judge.
  using Handler = std::function<std::string(std::string_view payload)>;

  /// What to run when the judge invokes `operation`. Before `serve`.
  void on(std::string operation, Handler handler);

  /// Serves until the judge says finish or is gone; gives the exit code.
  int serve();

 private:
  std::map<std::string, Handler, std::less<>> handlers_;
};

}  // namespace assay::kit::races
