// One service that runs in a box, and the sockets that lead there.
#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "core/error.hpp"
#include "core/reachable_service.hpp"
#include "core/service_spec.hpp"
#include "sandbox/runner.hpp"
#include "util/fd.hpp"

namespace assay::service {

/// So many sockets lead to a service at once.
inline constexpr unsigned sockets_a_service = 48;

class Service {
 public:
  /// Starts it and does not wait for it. An error of the kind `unavailable` says what the machine lacks.
  [[nodiscard]] static core::Result<Service> start(const core::ServiceSpec& spec);

  /// Waits until it answers; an infrastructure error where it ends or takes longer than 30 s, `interrupted` where `stop`
  /// was requested.
  [[nodiscard]] core::Result<void> await(const std::stop_token& stop);

  /// The sockets, made unused, for one judge to inherit at a time. Once it answers.
  [[nodiscard]] core::Result<core::ReachableService> reach() const;

  /// An infrastructure error that says how it ended, where it has.
  [[nodiscard]] core::Result<void> check();

 private:
  Service(core::ServiceSpec spec, sandbox::Run run, std::vector<util::Fd> sockets)
      : spec_(std::move(spec)), run_(std::move(run)), sockets_(std::move(sockets)) {}

  core::ServiceSpec spec_;
  sandbox::Run run_;
  std::vector<util::Fd> sockets_;
  bool answers_ = false;
  std::optional<core::Error> ended_;
};

}  // namespace assay::service
