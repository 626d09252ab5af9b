#include "http/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tcp_peer.hpp"

namespace assay::kit::http {
namespace {

using namespace std::chrono_literals;
using test::connect_to;
using test::End;
using test::Peer;

Server started(Handler handler, Limits limits = {}) {
  auto server = Server::start(std::move(handler), limits);
  if (!server) throw std::runtime_error(server.error().message);
  return std::move(*server);
}

Response greet(const Request& request) { return {.status = 200, .body = "you said " + request.body}; }

std::string post(const std::string& body, const std::string& fields = "") {
  return "POST /send/orders HTTP/1.1\r\nHost: judge\r\n" + fields +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// The answer to one request, whole: these tests' bodies have no "\r\n\r\n" in them.
std::string answer_from(Peer& client) {
  std::string answer;
  while (!answer.ends_with("\r\n\r\n")) {
    const std::string byte = client.receive(1);
    if (byte.empty()) return answer;
    answer += byte;
  }
  const auto length = answer.find("Content-Length: ");
  return length == std::string::npos ? answer : answer + client.receive(std::stoul(answer.substr(length + 16)));
}

template <typename Condition>
bool eventually(Condition condition) {
  for (int i = 0; i < 2000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

TEST(HttpServer, AnswersAndRemembersARequest) {
  const auto before = Clock::now();
  Server server = started(greet);
  Peer client = connect_to(server.port());
  ASSERT_TRUE(client.send(post("hello", "X-Message-Id: 7\r\n")));
  const std::string answer = answer_from(client);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  EXPECT_TRUE(answer.ends_with("you said hello")) << answer;
  ASSERT_TRUE(eventually([&] { return server.exchanges().at(0).answered.has_value(); }));
  const Exchange exchange = server.exchanges().at(0);
  EXPECT_EQ(exchange.request.method, "POST");
  EXPECT_EQ(exchange.request.target, "/send/orders");
  EXPECT_EQ(exchange.request.body, "hello");
  EXPECT_EQ(exchange.request.connection, 1U);
  EXPECT_EQ(exchange.request.field("x-message-id"), "7");
  EXPECT_FALSE(exchange.request.field("X-Message"));
  EXPECT_EQ(exchange.status, 200U);
  EXPECT_LE(before, exchange.request.at);
  EXPECT_LE(exchange.request.at, *exchange.answered);
}

TEST(HttpServer, KeepsAConnectionAlive) {
  Server server = started(greet);
  Peer client = connect_to(server.port());
  for (const std::string body : {"one", "two", "three"}) {
    ASSERT_TRUE(client.send(post(body)));
    EXPECT_TRUE(answer_from(client).ends_with("you said " + body));
  }
  EXPECT_EQ(server.tally().connections, 1U);
  EXPECT_EQ(server.exchanges().size(), 3U);
  EXPECT_EQ(server.exchanges(2).at(0).request.body, "three");
  EXPECT_TRUE(server.exchanges(9).empty());
}

TEST(HttpServer, ClosesWhereTheClientAsksForIt) {
  Server server = started(greet);
  Peer client = connect_to(server.port());
  ASSERT_TRUE(client.send(post("bye", "Connection: close\r\n")));
  EXPECT_TRUE(client.receive_all().ends_with("you said bye"));
  EXPECT_EQ(client.end(), End::closed);
  EXPECT_TRUE(eventually([&] { return server.tally().open == 0; }));
}

TEST(HttpServer, AnswersPipelinedRequestsInTheirOrder) {
  Server server = started(greet);
  Peer client = connect_to(server.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) requests += post(std::to_string(i));
  ASSERT_TRUE(client.send(requests));
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(answer_from(client).ends_with("you said " + std::to_string(i)));
}

TEST(HttpServer, ADelayedAnswerHoldsNoOneElseUp) {
  Server server = started([](const Request& request) {
    return Response{.status = 503, .delay = request.body == "slow" ? 300ms : 0ms};
  });
  Peer slow = connect_to(server.port());
  Peer quick = connect_to(server.port());
  const auto began = Clock::now();
  ASSERT_TRUE(slow.send(post("slow")));
  ASSERT_TRUE(quick.send(post("quick")));
  EXPECT_TRUE(answer_from(quick).starts_with("HTTP/1.1 503"));
  EXPECT_FALSE(server.exchanges().at(0).answered);
  EXPECT_TRUE(answer_from(slow).starts_with("HTTP/1.1 503"));
  EXPECT_GE(Clock::now() - began, 290ms);
}

TEST(HttpServer, HangsUpWithoutAnAnswer) {
  Server server = started([](const Request&) { return Response{.hang_up = true}; });
  Peer client = connect_to(server.port());
  ASSERT_TRUE(client.send(post("x")));
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_EQ(client.end(), End::closed);
  EXPECT_EQ(server.exchanges().at(0).status, 0U);
  EXPECT_FALSE(server.exchanges().at(0).answered);
}

TEST(HttpServer, ClosesConnectionsThatSpeakNoHttp) {
  Server server = started(greet);
  std::mt19937 random(1);
  std::string noise(2000, '\0');
  for (char& byte : noise) byte = static_cast<char>(random());
  const std::string longest(70 * 1024, 'x');
  const std::vector<std::string> garbage{
      noise, "GET\r\n\r\n", "\0\0\0\0", "POST /x HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
      "POST /x HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
      "POST /x HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
      "POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\n", "GET /x HTTP/9.9\r\n\r\n",
      "GET /" + longest + " HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nX: " + longest + "\r\n\r\n", post(longest)};
  for (const auto& bytes : garbage) {
    Peer client = connect_to(server.port());
    (void)client.send(bytes);
    (void)client.send("\r\n\r\n");
    client.receive_all();
    EXPECT_NE(client.end(), End::timed_out) << bytes.substr(0, 60);
  }
  EXPECT_GE(server.tally().malformed, garbage.size() - 1);
  EXPECT_TRUE(server.exchanges().empty());
  Peer client = connect_to(server.port());
  ASSERT_TRUE(client.send(post("still here")));
  EXPECT_TRUE(answer_from(client).ends_with("you said still here"));
}

TEST(HttpServer, TakesABodyOfTheLimitAndNoLarger) {
  Server server = started(greet, {.body = 1000});
  Peer fits = connect_to(server.port());
  ASSERT_TRUE(fits.send(post(std::string(1000, 'x'))));
  EXPECT_TRUE(answer_from(fits).starts_with("HTTP/1.1 200"));
  Peer too_large = connect_to(server.port());
  ASSERT_TRUE(too_large.send(post(std::string(1001, 'x'))));
  EXPECT_EQ(too_large.receive_all(), "");
}

TEST(HttpServer, ClosesAClientThatDrips) {
  Server server = started(greet, {.read = 200ms});
  Peer client = connect_to(server.port());
  std::jthread dripping([&](const std::stop_token& stop) {
    for (const char byte : post(std::string(2000, 'x'))) {
      if (stop.stop_requested() || !client.send(std::string_view(&byte, 1))) return;
      std::this_thread::sleep_for(10ms);
    }
  });
  Peer idle = connect_to(server.port());
  idle.receive_all();
  EXPECT_NE(idle.end(), End::timed_out);
  EXPECT_TRUE(eventually([&] { return server.tally().too_slow == 2; }));
  EXPECT_TRUE(server.exchanges().empty());
}

TEST(HttpServer, AClientThatGoesAwayEarlyIsNoMatter) {
  Server server = started([](const Request&) { return Response{.body = std::string(100'000, 'x'), .delay = 50ms}; });
  for (int i = 0; i < 20; ++i) {
    Peer client = connect_to(server.port());
    ASSERT_TRUE(client.send(i % 2 == 0 ? post("x") : post("x").substr(0, 20)));
  }
  EXPECT_TRUE(eventually([&] { return server.tally().connections == 20 && server.tally().open == 0; }));
  EXPECT_EQ(server.exchanges().size(), 10U);
}

TEST(HttpServer, RemembersNoMoreThanItMay) {
  Server server = started(greet, {.exchanges = 2});
  Peer client = connect_to(server.port());
  ASSERT_TRUE(client.send(post("1") + post("2") + post("3")));
  client.receive_all();
  EXPECT_NE(client.end(), End::timed_out);
  EXPECT_EQ(server.exchanges().size(), 2U);
  EXPECT_EQ(server.tally().overflow, 1U);
}

TEST(HttpServer, RemembersNoMoreBytesThanItMay) {
  Server server = started(greet, {.remembered = 20'000});
  Peer client = connect_to(server.port());
  ASSERT_TRUE(client.send(post(std::string(9'000, 'x')) + post(std::string(9'000, 'x')) + post(std::string(9'000, 'x'))));
  client.receive_all();
  EXPECT_EQ(server.exchanges().size(), 2U);
}

TEST(HttpServer, ServesManyClientsAtOnce) {
  std::atomic<unsigned> handled = 0;
  Server server = started([&](const Request&) {
    ++handled;
    return Response{.delay = 20ms};
  });
  std::vector<Peer> clients;
  for (int i = 0; i < 200; ++i) {
    clients.push_back(connect_to(server.port()));
    ASSERT_TRUE(clients.back().send(post("x")));
  }
  for (Peer& client : clients) EXPECT_TRUE(answer_from(client).starts_with("HTTP/1.1 200"));
  EXPECT_EQ(handled, 200U);
}

TEST(HttpServer, EndsAtAnyTime) {
  for (int round = 0; round < 20; ++round) {
    Server server = started([](const Request&) { return Response{.delay = 1h}; });
    Peer waits = connect_to(server.port());
    ASSERT_TRUE(waits.send(post("x")));
    Peer half = connect_to(server.port());
    ASSERT_TRUE(half.send("POST /"));
  }
}

}  // namespace
}  // namespace assay::kit::http
