#include "support/dynamodb_engine.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <iostream>
#include <string>

#include "judge/subject.hpp"
#include "service/dynamodb_local.hpp"
#include "service/engine.hpp"
#include "util/fd.hpp"
#include "util/process.hpp"

namespace assay::test {
namespace {

service::Engine installed_engine() {
  const auto folder = service::engine_folder();
  auto found = folder ? service::find_engine(*folder) : std::unexpected(folder.error());
  if (!found) throw kit::JudgeFault(found.error().message);
  return std::move(*found);
}

// One that is free now. Another program may take it before the engine does, which then fails to start.
std::uint16_t free_port() {
  const util::Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw kit::JudgeFault("finding a free port");
  }
  return ntohs(address.sin_port);
}

// As a grading's, but for the box and the port.
void run_engine(const std::stop_token& stop, const service::Engine& engine, std::uint16_t port) {
  auto words = service::dynamodb_local::command_for(engine).arguments;
  words.back() = std::to_string(port);
  const auto ran = util::run_process({.program = words.front(),
                                      .arguments = {words.begin() + 1, words.end()},
                                      .wall = std::chrono::hours(1),
                                      .environment = {},
                                      .on_line = {}},
                                     stop);
  if (!stop.stop_requested()) std::cerr << "the engine ended: " << (ran ? ran->output : ran.error().message) << '\n';
}

}  // namespace

DynamoDbEngine& DynamoDbEngine::running() {
  static DynamoDbEngine only;
  return only;
}

DynamoDbEngine::DynamoDbEngine()
    : port_(free_port()),
      process_([engine = installed_engine(), port = port_](const std::stop_token& stop) { run_engine(stop, engine, port); }),
      engine_(kit::dynamodb::Engine::on_loopback(port_, 16)) {
  engine_.wait_ready(std::chrono::seconds(60));
}

}  // namespace assay::test
