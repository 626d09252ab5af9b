#include "local_engine.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "lab/dynamodb_errors.hpp"
#include "service/engine.hpp"
#include "util/process.hpp"

namespace assay::test {
namespace {

using namespace std::chrono_literals;

/// One that was free a moment ago.
std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool bound = ::bind(socket, generic, size) == 0 && ::getsockname(socket, generic, &size) == 0;
  ::close(socket);
  if (!bound) throw std::runtime_error("no port is free");
  return ntohs(address.sin_port);
}

service::Engine installed_engine() {
  const auto folder = service::engine_folder();
  if (!folder) throw std::runtime_error(folder.error().message);
  auto engine = service::find_engine(*folder);
  if (!engine) throw std::runtime_error(engine.error().message);
  return *std::move(engine);
}

std::string class_path_of(const service::Engine& engine) {
  std::string path;
  for (const auto& jar : engine.jars) path += (path.empty() ? "" : ":") + jar.string();
  return path;
}

class Engine {
 public:
  Engine() : port_(free_port()), process_([this, engine = installed_engine()](std::stop_token stop) { run(engine, std::move(stop)); }) {
    wait_until_ready();
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void run(const service::Engine& engine, std::stop_token stop) const {
    const util::ProcessRequest request{
        .program = "java",
        .arguments = {"-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                      "-Djava.library.path=" + engine.libraries.string(), "-cp", class_path_of(engine),
                      "com.amazonaws.services.dynamodbv2.local.main.ServerRunner", "-inMemory", "-disableTelemetry",
                      "-port", std::to_string(port_)},
        .wall = 30min,
        .environment = {},
        .on_line = {}};
    (void)util::run_process(request, std::move(stop));
  }

  void wait_until_ready() const {
    lab::dynamodb::ClientOptions options;
    options.endpoint = "http://127.0.0.1:" + std::to_string(port_);
    const auto client = lab::dynamodb::make_client(options);
    for (int i = 0; i < 1200; ++i) {
      try {
        client->describe_table("Missing");
      } catch (const lab::dynamodb::ResourceNotFound&) {
        return;
      } catch (const lab::dynamodb::ConnectionError&) {
        std::this_thread::sleep_for(50ms);
      }
    }
    throw std::runtime_error("DynamoDB Local does not answer");
  }

  const std::uint16_t port_;
  std::jthread process_;
};

}  // namespace

std::uint16_t local_engine() {
  static const Engine engine;
  return engine.port();
}

std::unique_ptr<lab::dynamodb::Client> engine_client() {
  lab::dynamodb::ClientOptions options;
  options.endpoint = "http://127.0.0.1:" + std::to_string(local_engine());
  options.timeout = 20s;
  return lab::dynamodb::make_client(options);
}

std::string fresh_table_name(const std::string& prefix) {
  static std::atomic<unsigned> count = 0;
  return prefix + std::to_string(++count);
}

}  // namespace assay::test
