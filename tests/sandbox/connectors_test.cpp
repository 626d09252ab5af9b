// How the caller reaches what a program in a box listens on, and that nobody else does.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <thread>

#include "box_fixture.hpp"

namespace assay::sandbox {
namespace {

using namespace std::chrono_literals;
using testing::probe_policy, testing::run_in_box;

Policy policy_with(unsigned connectors) {
  Policy policy = probe_policy();
  policy.allowed = {Allow::loopback_network};
  policy.connectors = connectors;
  return policy;
}

core::Result<Run> start(const Policy& policy, std::vector<std::string> arguments) {
  return Run::start(policy, {.arguments = std::move(arguments)});
}

/// 0, or errno.
int connect_to(const util::Fd& connector, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return connect(connector.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? 0 : errno;
}

/// Tries until the program listens.
bool reach(const util::Fd& connector, std::uint16_t port) {
  for (int tries = 0; tries < 500; ++tries, std::this_thread::sleep_for(10ms)) {
    if (const int error = connect_to(connector, port); error != ECONNREFUSED) return error == 0;
  }
  return false;
}

/// What comes back, which is so long as `answer`.
std::string tell(const util::Fd& connection, const std::string& what, std::size_t answer) {
  if (send(connection.get(), what.data(), what.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(what.size())) return "";
  std::string said(answer, '\0');
  const ssize_t count = recv(connection.get(), said.data(), said.size(), MSG_WAITALL);
  said.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return said;
}

void dissolve(const util::Fd& connection) {
  const sockaddr nowhere{AF_UNSPEC, {}};
  ASSERT_EQ(connect(connection.get(), &nowhere, sizeof nowhere), 0) << errno;
}

TEST(Connectors, ReachWhatAProgramListensOn) {
  auto run = start(policy_with(1), {"/probes/connect", "answer", "8000", "heard "});
  ASSERT_TRUE(run) << run.error().message;
  const auto connectors = run->take_connectors();
  ASSERT_EQ(connectors.size(), 1U);
  ASSERT_TRUE(reach(connectors.front(), 8000));
  EXPECT_EQ(tell(connectors.front(), "ping", 10), "heard ping");
}

TEST(Connectors, CanBeConnectedAgain) {
  auto run = start(policy_with(1), {"/probes/connect", "answer", "8000", "heard "});
  ASSERT_TRUE(run) << run.error().message;
  const auto connectors = run->take_connectors();
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(reach(connectors.front(), 8000)) << i;
    ASSERT_EQ(tell(connectors.front(), "again", 11), "heard again") << i;
    dissolve(connectors.front());
  }
}

TEST(Connectors, OfTwoBoxesWithOnePortLeadToTheirOwn) {
  auto one = start(policy_with(2), {"/probes/connect", "answer", "8000", "one "});
  auto other = start(policy_with(2), {"/probes/connect", "answer", "8000", "two "});
  ASSERT_TRUE(one) << one.error().message;
  ASSERT_TRUE(other) << other.error().message;
  const auto to_one = one->take_connectors();
  const auto to_other = other->take_connectors();
  ASSERT_TRUE(reach(to_one.front(), 8000));
  ASSERT_TRUE(reach(to_other.front(), 8000));
  EXPECT_EQ(tell(to_one.front(), "x", 5), "one x");
  EXPECT_EQ(tell(to_other.front(), "x", 5), "two x");
}

TEST(Connectors, DoNotReachTheHost) {
  const auto [server, port] = testing::listen_on_the_host();
  ASSERT_GE(port, 1024);
  auto run = start(policy_with(1), {"/bin/sleep", "5"});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(connect_to(run->take_connectors().front(), port), ECONNREFUSED);
}

TEST(Connectors, AreGivenOnceAndStayAfterTheRun) {
  auto run = start(policy_with(3), {"/bin/true"});
  ASSERT_TRUE(run) << run.error().message;
  ASSERT_TRUE(run->wait());
  const auto connectors = run->take_connectors();
  EXPECT_EQ(connectors.size(), 3U);
  EXPECT_TRUE(run->take_connectors().empty());
  EXPECT_EQ(connect_to(connectors.front(), 8000), ECONNREFUSED);
}

TEST(Connectors, LoseTheirConnectionsWithTheBox) {
  auto run = start(policy_with(1), {"/probes/connect", "answer", "8000", "heard "});
  ASSERT_TRUE(run) << run.error().message;
  const auto connectors = run->take_connectors();
  ASSERT_TRUE(reach(connectors.front(), 8000));
  ASSERT_EQ(tell(connectors.front(), "ping", 10), "heard ping");
  run->stop();
  ASSERT_TRUE(run->wait());
  char byte = 0;
  EXPECT_LE(recv(connectors.front().get(), &byte, 1, 0), 0);
}

TEST(Connectors, GiveTheProgramNoDescriptor) {
  EXPECT_EQ(run_in_box(policy_with(200), {"/probes/list_descriptors"}).out, "0 1 2 \n");
}

TEST(Connectors, ComeBesideEndpoints) {
  Policy policy = policy_with(2);
  policy.endpoints = {8000};
  auto run = start(policy, {"/bin/sleep", "5"});
  ASSERT_TRUE(run) << run.error().message;
  const auto endpoint = run->take_endpoint(8000);
  const auto connectors = run->take_connectors();
  ASSERT_EQ(connectors.size(), 2U);
  ASSERT_EQ(connect_to(connectors[1], 8000), 0);
  EXPECT_TRUE(util::Fd(accept4(endpoint.get(), nullptr, nullptr, SOCK_CLOEXEC)));
}

TEST(Connectors, AreNotInheritedByWhatTheCallerStarts) {
  auto run = start(policy_with(1), {"/bin/true"});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(fcntl(run->take_connectors().front().get(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
}

std::string refusal(const Policy& policy) {
  auto run = start(policy, {"/bin/true"});
  if (run) return std::to_string(run->take_connectors().size()) + " were given";
  EXPECT_EQ(run.error().kind, core::ErrorKind::usage);
  return run.error().message;
}

TEST(Connectors, NeedANetworkThatIsAskedForByName) {
  Policy policy = policy_with(1);
  policy.allowed.clear();
  EXPECT_EQ(refusal(policy), "connectors need a network: Allow::loopback_network");
}

TEST(Connectors, AreAtMost256) {
  EXPECT_EQ(refusal(policy_with(256)), "256 were given");
  EXPECT_EQ(refusal(policy_with(257)), "at most 256 connectors can be, not 257");
}

}  // namespace
}  // namespace assay::sandbox
