#include "service/service.hpp"

#include <fcntl.h>

#include <cerrno>
#include <string>
#include <thread>
#include <utility>

#include "sandbox/isolation.hpp"
#include "service/dynamodb_local.hpp"
#include "service/java.hpp"
#include "service/probe.hpp"
#include "service/sockets.hpp"
#include "util/process.hpp"

namespace assay::service {
namespace {

using namespace std::chrono_literals;

// It takes about a second; a machine that is this slow is not measuring students.
constexpr auto start_patience = 30s;
constexpr auto between_probes = 10ms;
constexpr auto answer_patience = 5s;

core::Result<sandbox::Run> start_engine() {
  const auto isolation = sandbox::isolation();
  if (!isolation) return std::unexpected(isolation.error());
  if (*isolation == sandbox::Isolation::reduced) {
    return core::fail(core::ErrorKind::unavailable, "it needs a network of its own, which reduced isolation does not have");
  }
  if (auto java = find_java(); !java) return std::unexpected(java.error());
  const auto folder = engine_folder();
  if (!folder) return std::unexpected(folder.error());
  const auto engine = find_engine(*folder);
  if (!engine) return std::unexpected(engine.error());
  return sandbox::Run::start(dynamodb_local::policy_for(*engine, sockets_a_service), dynamodb_local::command_for(*engine));
}

// Those of a process that we start keep their numbers, the lowest of which are its own.
core::Result<std::vector<util::Fd>> out_of_the_way(std::vector<util::Fd> sockets) {
  for (auto& socket : sockets) {
    if (socket.get() > util::line_descriptor) continue;
    socket = util::Fd(::fcntl(socket.get(), F_DUPFD_CLOEXEC, util::line_descriptor + 1));
    if (!socket) return core::fail_errno("placing a service's sockets", errno);
  }
  return sockets;
}

std::string attempt(const core::ServiceSpec& spec) { return "the service '" + spec.id + "'"; }

}  // namespace

core::Result<Service> Service::start(const core::ServiceSpec& spec) {
  auto run = start_engine();
  if (!run) return core::within(attempt(spec), run.error());
  auto sockets = out_of_the_way(run->take_connectors());
  if (!sockets) return core::within(attempt(spec), sockets.error());
  return Service(spec, std::move(*run), std::move(*sockets));
}

core::Result<void> Service::await(const std::stop_token& stop) {
  const auto deadline = std::chrono::steady_clock::now() + start_patience;
  while (!answers_) {
    if (stop.stop_requested()) return core::fail(core::ErrorKind::interrupted, "interrupted");
    if (auto runs = check(); !runs) return runs;
    if (std::chrono::steady_clock::now() > deadline) {
      return core::fail(core::ErrorKind::infrastructure, attempt(spec_) + " did not answer within 30 s of its start");
    }
    answers_ = answers(sockets_.front(), dynamodb_local::port, answer_patience);
    if (!answers_) std::this_thread::sleep_for(between_probes);
  }
  return {};
}

core::Result<core::ReachableService> Service::reach() const {
  if (auto made = make_unused(sockets_); !made) return std::unexpected(made.error());
  core::ReachableService reachable{.port = dynamodb_local::port, .sockets = {}};
  for (const auto& socket : sockets_) reachable.sockets.push_back(socket.get());
  return reachable;
}

core::Result<void> Service::check() {
  if (!ended_ && run_.ends_within(0s)) {
    const auto outcome = run_.wait();
    std::string how = outcome ? sandbox::describe(*outcome) : outcome.error().message;
    if (outcome && !(outcome->out + outcome->err).empty()) how += ":\n" + outcome->out + outcome->err;
    ended_ = core::Error{core::ErrorKind::infrastructure, attempt(spec_) + " " + how};
  }
  if (ended_) return std::unexpected(*ended_);
  return {};
}

}  // namespace assay::service
