#include "support/dynamodb_engine.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "judge/subject.hpp"
#include "util/fd.hpp"
#include "util/process.hpp"

namespace assay::test {
namespace {

std::filesystem::path folder_of_jars() {
  const char* named = std::getenv("ASSAY_DYNAMODB_LOCAL");
  if (named == nullptr) throw kit::JudgeFault("ASSAY_DYNAMODB_LOCAL does not name the folder of DynamoDB Local's jars");
  return named;
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

void run_engine(const std::stop_token& stop, const std::filesystem::path& jars, std::uint16_t port) {
  const auto ran = util::run_process(
      {.program = "java",
       .arguments = {"-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                     "-Djava.library.path=" + jars.string(), "-cp", (jars / "*").string(),
                     "com.amazonaws.services.dynamodbv2.local.main.ServerRunner", "-inMemory", "-disableTelemetry",
                     "-port", std::to_string(port)},
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
      process_([jars = folder_of_jars(), port = port_](const std::stop_token& stop) { run_engine(stop, jars, port); }),
      engine_(kit::dynamodb::Engine::on_loopback(port_, 16)) {
  engine_.wait_ready(std::chrono::seconds(60));
}

}  // namespace assay::test
