// What a run needs of whatever holds it: the full box (box.hpp) or the reduced one (reduced/box.hpp).
#pragma once

#include <sys/types.h>

#include <memory>
#include <vector>

#include "core/error.hpp"
#include "sandbox/box_channel.hpp"
#include "sandbox/box_files.hpp"
#include "sandbox/outcome.hpp"

namespace assay::sandbox {

/// What a run has used; outlives its box, and is asked by any thread.
class Meter {
 public:
  virtual ~Meter() = default;
  /// So far; the last figures once the run is over. An error is the sandbox's.
  [[nodiscard]] virtual core::Result<Usage> usage() const = 0;
  /// The run's processes, the sandbox's own included; none once the run is over.
  [[nodiscard]] virtual std::vector<pid_t> processes() const = 0;
};

/// A started program and all that holds it, of one thread. Its destructor ends every process.
class AnyBox {
 public:
  virtual ~AnyBox() = default;
  [[nodiscard]] virtual std::shared_ptr<const Meter> meter() const = 0;
  /// Its own files, which stay as long as someone holds this; null where it has none of the policy's folders.
  [[nodiscard]] virtual std::shared_ptr<const BoxFiles> files() const = 0;
  /// The listening sockets of the policy's endpoints. Once.
  [[nodiscard]] virtual Endpoints take_endpoints() = 0;
  /// The sockets of the policy's connectors. Once.
  [[nodiscard]] virtual Connectors take_connectors() = 0;
  /// Watches until the program ends, a limit is reached or `stop` becomes readable; then ends
  /// every process, and says how it was.
  [[nodiscard]] virtual core::Result<Outcome> supervise(int stop) = 0;
};

}  // namespace assay::sandbox
