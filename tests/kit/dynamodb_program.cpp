// A subject that speaks to DynamoDB at its endpoint, with blocking sockets and few words.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "host/live_host.hpp"

namespace {

using assay::kit::host::LiveHost;

/// One connection to 127.0.0.1:8000, under a client's tag.
class Connection {
 public:
  explicit Connection(std::string_view tag) : tag_(tag), socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(8000);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("not connected");
    }
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// The answer, head and body.
  std::string call(const std::string& operation, const std::string& body) {
    const std::string text = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: DynamoDB_20120810." + operation +
                             "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=" + tag_ +
                             "/20260101/us-east-1/dynamodb/aws4_request\r\nContent-Length: " +
                             std::to_string(body.size()) + "\r\n\r\n" + body;
    if (::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) < 0) return {};
    std::string answer;
    char piece[4096];
    while (!is_whole(answer)) {
      const ssize_t count = ::recv(socket_, piece, sizeof piece, 0);
      if (count <= 0) return {};
      answer.append(piece, static_cast<std::size_t>(count));
    }
    return answer;
  }

 private:
  static bool is_whole(const std::string& answer) {
    const auto head = answer.find("\r\n\r\n");
    const auto length = answer.find("Content-Length: ");
    if (head == std::string::npos || length == std::string::npos) return false;
    return answer.size() >= head + 4 + static_cast<std::size_t>(std::atoi(answer.c_str() + length + 16));
  }

  std::string tag_;
  int socket_;
};

int counter_in(const std::string& answer) {
  const auto value = answer.find(R"("N":")");
  return value == std::string::npos ? 0 : std::atoi(answer.c_str() + value + 5);
}

// Reads, adds one and writes without a condition: what two at once may lose.
std::string increment(std::string_view tag) {
  Connection connection(tag);
  const std::string key = R"("stream":{"S":"counter"})";
  const int value =
      counter_in(connection.call("GetItem", R"({"TableName":"snapshots","ConsistentRead":true,"Key":{)" + key + "}}"));
  const auto answer = connection.call("PutItem", R"({"TableName":"snapshots","Item":{)" + key + R"(,"value":{"N":")" +
                                                     std::to_string(value + 1) + R"("}}})");
  return answer.empty() ? "broken" : answer.substr(9, 3);
}

}  // namespace

int main() {
  LiveHost host;
  host.on("increment", [](std::string_view tag) { return increment(tag); });
  host.on("ask", [&](std::string_view) { return host.ask("time", ""); });
  host.on("sleep", [](std::string_view milliseconds) {
    std::this_thread::sleep_for(std::chrono::milliseconds(std::atoi(std::string(milliseconds).c_str())));
    return std::string();
  });
  host.serve();
}
