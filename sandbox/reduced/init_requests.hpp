// Calls that init makes for a program that has the caller's own user.
//
// Landlock does not ask whether a file's mode or times may be changed, nor, before ABI 6, who is sent
// a signal; a filter sees neither a path nor a process. So the filter hands such calls to init
// (seccomp_unotify(2)), which looks at what they are about and makes them itself, on exactly what
// it has looked at: to let the program's own call go on would let it exchange the words meanwhile.
#pragma once

#include <string>
#include <vector>

#include "sandbox/reduced/init_job.hpp"

namespace assay::sandbox::reduced {

class Requests {
 public:
  /// `listener`: where the filter hands calls to; -1 where it hands none.
  Requests(int listener, const InitJob& job);

  [[nodiscard]] int listener() const { return listener_; }

  /// Takes one call, makes or refuses it, and answers. Does not wait for one longer than it takes
  /// the kernel to hand over what poll(2) has announced.
  void answer_one();

 private:
  int listener_;
  std::vector<std::string> writable_;  ///< below which files are the run's own
};

}  // namespace assay::sandbox::reduced
