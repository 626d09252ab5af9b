// The services of one grading.
#pragma once

#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "core/reachable_service.hpp"
#include "core/service_spec.hpp"
#include "core/stage_limits.hpp"
#include "service/service.hpp"

namespace assay::service {

/// The most that a service's box may have, for the ceilings of who starts one.
[[nodiscard]] core::Grant most_granted();

/// Destroying it ends what it has started.
class Services {
 public:
  /// Starts those of `ids`, and waits for none. What cannot be started is said where it is to be reached.
  [[nodiscard]] static Services start(const std::vector<core::ServiceSpec>& specs, const std::set<std::string>& ids);

  /// By id, once all of them answer. The sockets are for one judge at a time. An error says why one of them cannot be
  /// reached; it is `interrupted` where `stop` was requested.
  [[nodiscard]] core::Result<std::map<std::string, core::ReachableService>> reach(const std::vector<std::string>& ids,
                                                                                  const std::stop_token& stop);

  /// Requests a stop of `stop` as soon as one of them ends, for as long as what is given lives; `check` says then how it
  /// was, and is not called meanwhile.
  [[nodiscard]] std::jthread watch(const std::vector<std::string>& ids, std::stop_source stop);

  /// An error where one of them has ended that was reached.
  [[nodiscard]] core::Result<void> check(const std::vector<std::string>& ids);

 private:
  std::map<std::string, core::Result<Service>> services_;
};

}  // namespace assay::service
