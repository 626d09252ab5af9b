#include "kit/dynamodb_client.hpp"

#include <poll.h>
#include <sys/socket.h>

namespace assay::kit::test {

Peer& DynamoDbClient::peer() {
  if (!peer_) {
    peer_ = std::make_unique<Peer>(connect_to(port_));
    stream_.emplace(peer_->descriptor());
  }
  return *peer_;
}

void DynamoDbClient::send(std::string_view operation, std::string_view body) {
  std::string text = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: DynamoDB_20120810.";
  text += operation;
  text += "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=" + tag_ + "/20260101/us-east-1/dynamodb/aws4_request\r\n";
  text += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  text += body;
  (void)peer().send(text);
}

Got DynamoDbClient::receive(std::chrono::milliseconds longest) {
  pollfd ready{peer_->descriptor(), POLLIN, 0};
  char first = 0;
  if (::poll(&ready, 1, static_cast<int>(longest.count())) == 0) return {.broken = End::timed_out};
  const ssize_t count = ::recv(peer_->descriptor(), &first, 1, MSG_PEEK);
  if (count <= 0) {
    disconnect();
    return {.broken = count == 0 ? End::closed : End::reset};
  }
  dynamodb::HttpResponse response;
  if (stream_->read(response, std::chrono::steady_clock::now() + longest) != dynamodb::ReadEnd::message) {
    disconnect();
    return {.broken = End::closed};
  }
  Got got{.status = response.result_int(), .body = nlohmann::json::parse(response.body(), nullptr, false)};
  if (got.status != 200) {
    got.error = got.body.value("__type", "");
    got.error.erase(0, got.error.find('#') + 1);
  }
  return got;
}

}  // namespace assay::kit::test
