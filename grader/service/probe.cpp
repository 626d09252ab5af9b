#include "service/probe.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <string>
#include <string_view>

#include "service/sockets.hpp"

namespace assay::service {
namespace {

// DynamoDB Local asks for credentials, and takes any.
constexpr std::string_view request =
    "POST / HTTP/1.1\r\n"
    "Host: 127.0.0.1\r\n"
    "Content-Type: application/x-amz-json-1.0\r\n"
    "X-Amz-Target: DynamoDB_20120810.ListTables\r\n"
    "Authorization: AWS4-HMAC-SHA256 Credential=probe/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host, Signature=0\r\n"
    "Content-Length: 2\r\n"
    "\r\n"
    "{}";
constexpr std::string_view success = "HTTP/1.1 200 ";

bool sees_success(int socket, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  std::string said;
  while (said.size() < success.size()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    pollfd readable{socket, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&readable, 1, static_cast<int>(left.count())) <= 0) return false;
    char part[64];
    const ssize_t count = ::recv(socket, part, sizeof part, MSG_DONTWAIT);
    if (count <= 0) return false;
    said.append(part, static_cast<std::size_t>(count));
  }
  return said.starts_with(success);
}

}  // namespace

bool answers(const util::Fd& socket, std::uint16_t port, std::chrono::milliseconds patience) {
  if (connect_to(socket, port) != 0) return false;
  const bool sent = ::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size());
  const bool answered = sent && sees_success(socket.get(), patience);
  const sockaddr nowhere{AF_UNSPEC, {}};
  return ::connect(socket.get(), &nowhere, sizeof nowhere) == 0 && answered;
}

}  // namespace assay::service
