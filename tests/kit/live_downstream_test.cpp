// The circuit-breaker lab's program of real time: what its publisher is given, through real TCP
// out of the box.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "common/seeded_random.hpp"
#include "host/protocol.hpp"
#include "judge/live_subject.hpp"

namespace assay::kit {
namespace {

using namespace std::chrono_literals;
namespace protocol = lab::protocol;
using testing::HasSubstr;
using testing::StartsWith;
using Clock = LiveSubject::Clock;

constexpr std::chrono::seconds long_enough{60};
constexpr std::uint16_t port = 8080;

/// What lab.toml would grant.
void grant_enough() {
  Configuration configuration;
  configuration.program = "live";
  configuration.limits.wall = long_enough;
  configuration.allowed = {sandbox::Allow::loopback_network};
  set_configuration(configuration);
}

LiveOptions options() {
  grant_enough();
  LiveOptions options;
  options.folder = ASSAY_LIVE_PUBLISHER;
  options.limits.wall = long_enough;
  options.hang_after = long_enough;
  options.endpoints = {port};
  return options;
}

class LiveDownstream : public testing::Test {
 protected:
  LiveDownstream() : subject_(options()), listener_(subject_.take_endpoint(port)) {}

  void create(core::Duration call_timeout = long_enough, std::uint16_t downstream_port = port) {
    protocol::CreateLive live;
    live.create.config.call_timeout = call_timeout;
    live.create.random_seed = 42;
    live.downstream_port = downstream_port;
    subject_.invoke(1, protocol::create, protocol::pack(live));
    ASSERT_EQ(next_event().kind, EventKind::returned);
  }

  void publish(const lab::Message& message) {
    subject_.invoke(2, protocol::publish, protocol::pack(protocol::Publish{message, Clock::now() + 1h}));
  }

  LiveEvent next_event() {
    auto event = subject_.next(Clock::now() + long_enough);
    if (!event) throw JudgeFault("nothing came");
    return *event;
  }

  lab::PublishResult result() {
    const auto event = next_event();
    EXPECT_EQ(event.kind, EventKind::returned) << event.payload;
    lab::PublishResult result;
    EXPECT_TRUE(protocol::unpack(event.payload, result));
    return result;
  }

  util::Fd accept() { return util::Fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)); }

  static std::string request_on(const util::Fd& connection, const std::string& last_bytes) {
    std::string text;
    char chunk[4096];
    while (!text.ends_with(last_bytes)) {
      const ssize_t count = ::recv(connection.get(), chunk, sizeof chunk, 0);
      if (count <= 0) break;
      text.append(chunk, static_cast<std::size_t>(count));
    }
    return text;
  }

  static void say(const util::Fd& connection, const std::string& text) {
    ASSERT_EQ(::send(connection.get(), text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  }

  /// What the publisher is given for this answer, after which the connection is closed.
  lab::PublishResult answered_with(const std::string& answer) {
    publish({7, "orders", "payload"});
    {
      const auto connection = accept();
      (void)request_on(connection, "payload");
      say(connection, answer);
    }
    return result();
  }

  static std::string http(unsigned status, const std::string& body = "") {
    return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  LiveSubject subject_;
  util::Fd listener_;
};

TEST_F(LiveDownstream, IsPostedToWithTheIdAndThePayload) {
  create();
  publish({18446744073709551615U, "a/b c\xff?", std::string("zero\0inside", 11)});
  {
    const auto connection = accept();
    const auto request = request_on(connection, "inside");
    EXPECT_THAT(request, StartsWith("POST /send/a%2Fb%20c%FF%3F HTTP/1.1\r\n"));
    EXPECT_THAT(request, HasSubstr("\r\nMessage-Id: 18446744073709551615\r\n"));
    EXPECT_THAT(request, HasSubstr("\r\nContent-Length: 11\r\n"));
    EXPECT_TRUE(request.ends_with(std::string("\r\n\r\nzero\0inside", 15)));
    say(connection, http(200, "taken"));
  }
  const auto given = result();
  EXPECT_TRUE(given.delivered);
  EXPECT_EQ(given.reply, "ok:taken");
}

TEST_F(LiveDownstream, TellsTheKindsOfAnswersApart) {
  create();
  EXPECT_EQ(answered_with(http(200)).reply, "ok:");
  EXPECT_EQ(answered_with(http(202, "later")).reply, "ok:later");
  EXPECT_EQ(answered_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").reply, "ok:abcde");
  for (const unsigned status : {429U, 500U, 503U, 599U}) EXPECT_EQ(answered_with(http(status, "why")).reply, "transient:");
  for (const unsigned status : {400U, 404U, 428U, 430U, 499U}) EXPECT_EQ(answered_with(http(status, "why")).reply, "permanent:");
}

TEST_F(LiveDownstream, BreaksOnWhatIsNotAWholeAnswer) {
  create();
  for (const std::string broken :
       {"", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfour", "not HTTP at all\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nunknown length",
        "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n"}) {
    EXPECT_THAT(answered_with(broken).reply, StartsWith("broke:")) << broken;
  }
}

TEST_F(LiveDownstream, BreaksWhenItIsReset) {
  create();
  publish({7, "orders", "payload"});
  auto connection = accept();
  (void)request_on(connection, "payload");
  const linger at_once{1, 0};
  ASSERT_EQ(::setsockopt(connection.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
  connection.reset();
  EXPECT_EQ(result().reply, "broke:receiving: Connection reset by peer");
}

TEST_F(LiveDownstream, BreaksWhenItIsRefused) {
  create(long_enough, port + 1);
  publish({7, "orders", ""});
  EXPECT_EQ(result().reply, "broke:connecting: Connection refused");
}

TEST_F(LiveDownstream, TimesOutWithoutAnyAnswer) {
  create(100ms);
  const auto began = Clock::now();
  publish({7, "orders", "payload"});
  const auto connection = accept();
  const auto given = next_event();
  EXPECT_GE(given.at - began, 100ms);
  EXPECT_THAT(given.payload, HasSubstr("timeout:"));
}

TEST_F(LiveDownstream, TimesOutOnAnAnswerThatDrips) {
  create(200ms);
  publish({7, "orders", "payload"});
  const auto connection = accept();
  (void)request_on(connection, "payload");
  say(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
  std::optional<LiveEvent> given;
  while (!given) {
    // The last drop may find the connection closed.
    (void)::send(connection.get(), "x", 1, MSG_NOSIGNAL);
    given = subject_.next(Clock::now() + 20ms);
  }
  EXPECT_THAT(given->payload, HasSubstr("timeout:"));
}

TEST_F(LiveDownstream, TimesOutOnAPeerThatTakesNothing) {
  create(200ms);
  publish({7, "orders", std::string(wire::max_body - 1000, 'x')});
  const auto connection = accept();
  const int small = 4096;
  ASSERT_EQ(::setsockopt(connection.get(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small), 0);
  EXPECT_EQ(result().reply, "timeout:");
}

TEST_F(LiveDownstream, TakesManySendsAtOnce) {
  create();
  constexpr wire::CallId calls = 50;
  for (wire::CallId call = 0; call < calls; ++call) {
    subject_.invoke(100 + call, protocol::publish, protocol::pack(protocol::Publish{{call, "orders", "payload"}, Clock::now() + 1h}));
  }
  std::vector<util::Fd> connections;
  while (connections.size() < calls) connections.push_back(accept());
  for (const auto& connection : connections) {
    const auto request = request_on(connection, "payload");
    const auto id = request.substr(request.find("Message-Id: ") + 12, 2);
    say(connection, http(200, std::to_string(std::stoi(id))));
  }
  for (wire::CallId call = 0; call < calls; ++call) {
    const auto event = next_event();
    lab::PublishResult given;
    ASSERT_TRUE(protocol::unpack(event.payload, given));
    EXPECT_EQ(given.reply, "ok:" + std::to_string(event.call - 100));
  }
}

TEST_F(LiveDownstream, ComesWithDeadLettersAndAFallbackOfTheJudges) {
  create();
  publish({7, "nowhere", "payload"});
  auto event = next_event();
  EXPECT_EQ(event.operation, protocol::dead_letter);
  lab::DeadLetter letter;
  ASSERT_TRUE(protocol::unpack(event.payload, letter));
  EXPECT_EQ(letter.message, (lab::Message{7, "nowhere", "payload"}));
  EXPECT_EQ(letter.attempts, 3U);
  subject_.resume(2, "");
  event = next_event();
  EXPECT_EQ(event.operation, protocol::fallback);
  subject_.resume(2, "cached");
  EXPECT_EQ(result().reply, "cached");
}

TEST_F(LiveDownstream, ComesWithRealClocksAndSeededRandomness) {
  create();
  publish({7, "clock", ""});
  const auto given = result();
  EXPECT_TRUE(given.delivered);
  lab::host::SeededRandom same;
  same.seed(42);
  EXPECT_EQ(given.reply.substr(0, given.reply.find(',')), std::to_string(same.next()));
  const auto wall = std::chrono::system_clock::time_point(std::chrono::nanoseconds(std::stoll(given.reply.substr(given.reply.find(',') + 1))));
  EXPECT_LT(std::chrono::abs(std::chrono::system_clock::now() - wall), std::chrono::hours(1));
}

}  // namespace
}  // namespace assay::kit
