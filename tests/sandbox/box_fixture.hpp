// Runs the probe programs of this folder in a box.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/runner.hpp"
#include "util/fd.hpp"

namespace assay::sandbox::testing {

/// A policy that shows the probe programs under /probes.
inline Policy probe_policy() {
  Policy policy;
  policy.mounts.push_back({ASSAY_PROBES, "/probes", false});
  return policy;
}

/// Runs in the box; a sandbox fault fails the test and gives an empty outcome.
inline Outcome run_in_box(const Policy& policy, std::vector<std::string> arguments,
                          std::vector<InheritedDescriptor> descriptors = {}) {
  auto outcome = run(policy, {.arguments = std::move(arguments), .descriptors = std::move(descriptors)});
  if (!outcome) {
    ADD_FAILURE() << outcome.error().message;
    return {};
  }
  return *outcome;
}

inline Outcome run_shell(const Policy& policy, const std::string& script) {
  return run_in_box(policy, {"/bin/sh", "-c", script});
}

/// A listening socket on the host's own loopback, and its port; 0 where that does not work.
inline std::pair<util::Fd, std::uint16_t> listen_on_the_host() {
  util::Fd server(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(server.get(), generic, size) != 0 || listen(server.get(), 1) != 0 ||
      getsockname(server.get(), generic, &size) != 0) {
    return {};
  }
  return {std::move(server), ntohs(address.sin_port)};
}

/// A listening local socket of the host without a file, and its name; empty where that does not work.
inline std::pair<util::Fd, std::string> listen_on_an_abstract_name() {
  util::Fd server(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const std::string name = "assay-test-" + std::to_string(getpid());
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, name.size());
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (bind(server.get(), reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(server.get(), 1) != 0) return {};
  return {std::move(server), name};
}

}  // namespace assay::sandbox::testing

namespace assay::sandbox {
/// For failure messages.
inline void PrintTo(End end, std::ostream* out) { *out << to_string(end); }
}  // namespace assay::sandbox
