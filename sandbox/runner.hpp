// Starts a program under a policy, watches its limits, and says how it ended.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "sandbox/outcome.hpp"
#include "sandbox/policy.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// A descriptor of ours that the program gets, under a number of its own.
struct InheritedDescriptor {
  int ours = -1;
  int inside = -1;  ///< from 3 on
};

struct Command {
  std::vector<std::string> arguments;  ///< the program's path inside first
  /// Further programs, each started in the same box when the one before it has exited with 0 and everything that
  /// it left running was ended. The limits and the figures are of all of them together.
  std::vector<std::vector<std::string>> then = {};
  std::vector<InheritedDescriptor> descriptors = {};
  bool echo_output = false;            ///< also copy stdout and stderr, as they come, to ours
  /// The program's file is a student's: that the kernel does not execute it is an outcome,
  /// `End::not_executable`, and not an error.
  bool untrusted_program = false;
};

/// A program that was started in the sandbox. A thread of its own reads its output
/// and enforces its limits, so that the caller may talk to it meanwhile. Destroying a
/// run ends it, with every process in it.
class Run {
 public:
  /// Sets the box up and starts the program. An error is always the sandbox's or the
  /// machine's (or a policy that cannot be, such as a mount of nothing), and then
  /// nothing was run.
  [[nodiscard]] static core::Result<Run> start(const Policy& policy, const Command& command);

  Run(Run&&) noexcept;
  Run& operator=(Run&&) noexcept;
  ~Run();

  /// Asks for the end of every process in the box; `wait` then says `stopped`, unless
  /// another cause came first.
  void stop();

  /// Whether every process in the box is gone, or goes by itself within so much real time.
  [[nodiscard]] bool ends_within(core::Duration time) const;

  /// The listening socket of one of the policy's endpoints, to accept on from outside the box;
  /// blocking. It has listened since before the program began. Empty where the policy
  /// has no such endpoint, or where it was taken before. A run that ends does not close it.
  [[nodiscard]] util::Fd take_endpoint(std::uint16_t port);

  /// The policy's connectors: blocking TCP sockets that are not connected yet and for which 127.0.0.1 is the box's. They
  /// outlive the box, and what their connections bring is the program's word. A connection ends for good with the box; one
  /// that was dissolved by connecting to AF_UNSPEC (connect(2)) leaves its socket to be connected again. Empty where the
  /// policy has none, or where they were taken before.
  [[nodiscard]] std::vector<util::Fd> take_connectors();

  /// What the program has used so far, without what setting up the box took; from any thread.
  /// Once the box is gone, its last figures. An error is the sandbox's.
  [[nodiscard]] core::Result<Usage> usage() const;

  /// The box's processes, the sandbox's own included, as our PID namespace numbers them: to
  /// look at in /proc. None once the box is gone; from any thread.
  [[nodiscard]] std::vector<pid_t> processes() const;

  /// Waits until every process in the box is gone. An error is the sandbox's. Called once.
  [[nodiscard]] core::Result<Outcome> wait();

  /// After `wait`: a folder of the box's own files, to read results from by util::read_file_beneath; they stay until
  /// the run is destroyed. `inside` is /tmp, /dev/shm or one of the policy's folders, else a usage error.
  [[nodiscard]] core::Result<util::Fd> open_folder(const std::filesystem::path& inside) const;

 private:
  struct State;
  explicit Run(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// `Run::wait`; a stop that is requested meanwhile ends the run, and is the error `interrupted`.
[[nodiscard]] core::Result<Outcome> wait_or_stop(Run& run, const std::stop_token& stop);

/// Starts, and waits likewise.
[[nodiscard]] core::Result<Outcome> run(const Policy& policy, const Command& command, std::stop_token stop = {});

/// What holds a run on this machine, as `Outcome::isolation` says it; the error says
/// what is missing, and points to `assay doctor`. Starts a trivial program to find out.
[[nodiscard]] core::Result<std::string> probe();

/// The same for `assay doctor` itself: without the pointer to it.
[[nodiscard]] core::Result<std::string> try_a_box();

}  // namespace assay::sandbox
