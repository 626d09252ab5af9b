// What a program sends to a service that its judge plays: labspecs/kit/http. The input is what comes
// over one connection.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <string>

#include "http/server.hpp"
#include "support/fuzz.hpp"
#include "util/fd.hpp"

namespace {

using namespace assay;
using namespace assay::kit;
using fuzz::require;

constexpr http::Limits limits{.header = 1024, .body = 4096, .read = std::chrono::seconds{10}, .write = std::chrono::seconds{10},
                              .connections = 8, .exchanges = 20'000, .remembered = std::size_t{16} << 20};

class Service {
 public:
  /// One that has room for what an input can bring.
  http::Server& server() {
    if (!server_ || seen_ > limits.exchanges / 4) {
      auto started = http::Server::start([](const http::Request& request) { return http::Response{.status = 200, .body = request.target}; }, limits);
      require(started.has_value(), "a server starts");
      server_.emplace(std::move(*started));
      seen_ = 0;
    }
    return *server_;
  }

  std::vector<http::Exchange> take() {
    auto exchanges = server_->exchanges(seen_);
    seen_ += exchanges.size();
    return exchanges;
  }

 private:
  std::optional<http::Server> server_;
  std::size_t seen_ = 0;
};

util::Fd connect_to(std::uint16_t port) {
  util::Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  require(::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "the server listens");
  return socket;
}

std::string talk(int socket, std::string_view bytes) {
  // The whole fits the system's buffers, whether or not the server still reads.
  (void)!::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  ::shutdown(socket, SHUT_WR);
  std::string answers;
  std::array<char, 65536> chunk;
  for (ssize_t count = 0; (count = ::recv(socket, chunk.data(), chunk.size(), 0)) > 0;) {
    answers.append(chunk.data(), static_cast<std::size_t>(count));
  }
  return answers;
}

void check_request(const http::Request& request) {
  require(request.body.size() <= limits.body, "a body keeps to its limit");
  std::size_t header = request.method.size() + request.target.size();
  for (const auto& [name, value] : request.fields) {
    require(!name.empty() && name.find_first_of("\r\n: ") == name.npos, "a field's name is a word");
    require(value.find_first_of("\r\n") == value.npos, "a field's value is one line");
    require(request.field(name).has_value(), "a field is found by its name");
    header += name.size() + value.size();
  }
  // A chunked body's trailer is a header of its own.
  require(header <= 2 * limits.header, "a header keeps to its limit");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Service service;
  const auto& server = service.server();
  const auto socket = connect_to(server.port());
  (void)talk(socket.get(), fuzz::text_of(data, size));
  std::size_t bytes = 0;
  for (const auto& exchange : service.take()) {
    check_request(exchange.request);
    require(exchange.status == 200, "each request is answered");
    bytes += exchange.request.target.size() + exchange.request.body.size();
  }
  // A chunk of a body may be written with a length that has zeros in front, never with fewer bytes.
  require(bytes <= size, "no request has more than was sent");
  require(server.tally().overflow == 0, "the server remembers all");
  return 0;
}
