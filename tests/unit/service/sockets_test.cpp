// Asking whether a service is ready, and making its sockets what they were.
#include "service/sockets.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "service/probe.hpp"

namespace assay::service {
namespace {

using namespace std::chrono_literals;

util::Fd new_socket() { return util::Fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

/// Listens on this machine's own loopback, and answers each connection with the same words.
class Listener {
 public:
  Listener() : socket_(new_socket()) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket_.get(), 8), 0);
    EXPECT_EQ(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  void answer(const std::string& words) const {
    const util::Fd connection(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    char request[1024];
    EXPECT_GT(::recv(connection.get(), request, sizeof request, 0), 0);
    for (const char c : words) EXPECT_EQ(::send(connection.get(), &c, 1, MSG_NOSIGNAL), 1);
  }

 private:
  util::Fd socket_;
  std::uint16_t port_ = 0;
};

bool answers_with(const std::string& words) {
  const Listener listener;
  const util::Fd socket = new_socket();
  std::jthread server([&] { listener.answer(words); });
  return answers(socket, listener.port(), 5s);
}

TEST(Probe, TakesAnAnswerOfSuccessHoweverItIsCut) { EXPECT_TRUE(answers_with("HTTP/1.1 200 OK\r\n\r\n")); }

TEST(Probe, TakesNothingElse) {
  EXPECT_FALSE(answers_with("HTTP/1.1 500 Server Error\r\n\r\n"));
  EXPECT_FALSE(answers_with("HTTP/1.1 20"));
  EXPECT_FALSE(answers_with(""));
}

TEST(Probe, WaitsNoLongerThanItsPatience) {
  const Listener listener;
  const util::Fd socket = new_socket();
  const auto began = std::chrono::steady_clock::now();
  EXPECT_FALSE(answers(socket, listener.port(), 50ms)) << "it is in the backlog, and nobody accepts";
  EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
}

TEST(Probe, LeavesTheSocketToBeConnectedAgain) {
  const Listener listener;
  const util::Fd socket = new_socket();
  EXPECT_FALSE(answers(socket, listener.port(), 10ms));
  EXPECT_EQ(connect_to(socket, listener.port()), 0);
}

TEST(Sockets, AreMadeUnusedWhateverWasDoneWithThem) {
  const Listener listener;
  std::vector<util::Fd> sockets;
  for (int i = 0; i < 3; ++i) sockets.push_back(new_socket());
  ASSERT_EQ(connect_to(sockets[0], listener.port()), 0);
  ASSERT_EQ(::shutdown(sockets[0].get(), SHUT_WR), 0);
  ASSERT_EQ(::fcntl(sockets[1].get(), F_SETFL, O_NONBLOCK), 0);
  ASSERT_NE(connect_to(sockets[1], 1), 0);
  ASSERT_TRUE(make_unused(sockets));
  for (const auto& socket : sockets) {
    EXPECT_EQ(connect_to(socket, listener.port()), 0);
    EXPECT_EQ(::fcntl(socket.get(), F_GETFL) & O_NONBLOCK, 0);
    EXPECT_EQ(::send(socket.get(), "x", 1, MSG_NOSIGNAL), 1);
  }
}

}  // namespace
}  // namespace assay::service
