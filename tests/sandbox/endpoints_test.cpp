// What a box reaches through the endpoints of its policy, and what it still does not.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "box_fixture.hpp"

namespace assay::sandbox {
namespace {

using testing::probe_policy, testing::run_in_box;

Policy policy_with(std::vector<std::uint16_t> endpoints) {
  Policy policy = probe_policy();
  policy.allowed = {Allow::loopback_network};
  policy.endpoints = std::move(endpoints);
  return policy;
}

core::Result<Run> start(const Policy& policy, std::vector<std::string> arguments) {
  return Run::start(policy, {.arguments = std::move(arguments)});
}

/// Takes one connection, answers on it, and gives what it said.
std::string serve_one(const util::Fd& listener, const std::string& answer) {
  const util::Fd connection(accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  char said[4] = {};
  EXPECT_EQ(recv(connection.get(), said, sizeof said, MSG_WAITALL), 4);
  EXPECT_EQ(send(connection.get(), answer.data(), answer.size(), MSG_NOSIGNAL), static_cast<ssize_t>(answer.size()));
  return {said, sizeof said};
}

TEST(Endpoints, ReachTheCallerOutside) {
  auto run = start(policy_with({8080}), {"/probes/connect", "talk", "8080"});
  ASSERT_TRUE(run) << run.error().message;
  const util::Fd listener = run->take_endpoint(8080);
  ASSERT_TRUE(listener);
  EXPECT_EQ(serve_one(listener, "pong"), "ping");
  const auto outcome = run->wait();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->out, "pong\nok\n");
}

TEST(Endpoints, AreToldApartByTheirPorts) {
  const std::vector<std::uint16_t> ports{9092, 1024, 65535};
  for (const auto port : ports) {
    auto run = start(policy_with(ports), {"/probes/connect", "talk", std::to_string(port)});
    ASSERT_TRUE(run) << run.error().message;
    EXPECT_EQ(serve_one(run->take_endpoint(port), std::to_string(port)), "ping");
    const auto outcome = run->wait();
    ASSERT_TRUE(outcome) << outcome.error().message;
    EXPECT_EQ(outcome->out, std::to_string(port) + "\nok\n");
  }
}

TEST(Endpoints, ListenBeforeTheProgramRunsAndWhetherOrNotAnyoneAccepts) {
  EXPECT_EQ(run_in_box(policy_with({8080}), {"/probes/connect", "port", "8080"}).out, "ok\n");
}

TEST(Endpoints, AreGivenOnce) {
  auto run = start(policy_with({8080, 8081}), {"/bin/true"});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_TRUE(run->take_endpoint(8080));
  EXPECT_FALSE(run->take_endpoint(8080));
  EXPECT_FALSE(run->take_endpoint(8082));
  ASSERT_TRUE(run->wait());
  EXPECT_TRUE(run->take_endpoint(8081));
}

TEST(Endpoints, RefuseConnectionsOnceTheCallerHasClosedThem) {
  auto run = start(policy_with({8080, 8081}), {"/bin/sh", "-c", "/probes/connect talk 8081; /probes/connect port 8080"});
  ASSERT_TRUE(run) << run.error().message;
  run->take_endpoint(8080).reset();
  EXPECT_EQ(serve_one(run->take_endpoint(8081), "closed"), "ping");
  const auto outcome = run->wait();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->out, "closed\nok\nECONNREFUSED\n");
}

TEST(Endpoints, AreAllThatIsReachable) {
  const auto [server, port] = testing::listen_on_the_host();
  ASSERT_GE(port, 1024);
  const auto [local, name] = testing::listen_on_an_abstract_name();
  ASSERT_NE(name, "");
  const auto other = static_cast<std::uint16_t>(port == 8080 ? 8081 : 8080);
  EXPECT_EQ(run_in_box(policy_with({other}), {"/probes/connect", "port", std::to_string(port)}).out, "ECONNREFUSED\n");
  EXPECT_EQ(run_in_box(policy_with({other}), {"/probes/connect", "abstract", name}).out, "ECONNREFUSED\n");
}

TEST(Endpoints, CannotBeListenedOnByTheProgram) {
  EXPECT_EQ(run_in_box(policy_with({8080}), {"/probes/connect", "listen", "8080"}).out, "EADDRINUSE\n");
  EXPECT_EQ(run_in_box(policy_with({8080}), {"/probes/connect", "listen", "8081"}).out, "ok\n");
}

TEST(Endpoints, GiveTheProgramNoDescriptor) {
  EXPECT_EQ(run_in_box(policy_with({8080, 8081}), {"/probes/list_descriptors"}).out, "0 1 2 \n");
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const util::Fd reading(ends[0]);
  const util::Fd writing(ends[1]);
  // 18 is where the socket for the endpoints is on its way in.
  EXPECT_EQ(run_in_box(policy_with({8080}), {"/probes/list_descriptors"}, {{writing.get(), 5}, {reading.get(), 18}}).out,
            "0 1 2 5 18 \n");
}

TEST(Endpoints, AreThereForAProgramThatCannotBeExecuted) {
  auto run = Run::start(policy_with({8080}), {.arguments = {"/probes"}, .untrusted_program = true});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_TRUE(run->take_endpoint(8080));
  const auto outcome = run->wait();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->end, End::not_executable);
}

std::string refusal(const Policy& policy) {
  const auto run = start(policy, {"/bin/true"});
  if (run) return "none";
  EXPECT_EQ(run.error().kind, core::ErrorKind::usage);
  return run.error().message;
}

TEST(Endpoints, NeedANetworkThatIsAskedForByName) {
  Policy policy = policy_with({8080});
  policy.allowed.clear();
  EXPECT_EQ(refusal(policy), "endpoints need a network: Allow::loopback_network");
}

TEST(Endpoints, HavePortsFrom1024OnEachOnce) {
  EXPECT_EQ(refusal(policy_with({1023})), "an endpoint's port must be from 1024 on, not 1023");
  EXPECT_EQ(refusal(policy_with({1024})), "none");
  EXPECT_EQ(refusal(policy_with({2000, 3000, 2000})), "two endpoints are to have the port 2000");
}

TEST(Endpoints, AreAtMost64) {
  std::vector<std::uint16_t> ports;
  for (std::uint16_t port = 2000; port < 2064; ++port) ports.push_back(port);
  auto run = start(policy_with(ports), {"/bin/true"});
  ASSERT_TRUE(run) << run.error().message;
  for (const auto port : ports) EXPECT_TRUE(run->take_endpoint(port)) << port;
  ports.push_back(2064);
  EXPECT_EQ(refusal(policy_with(ports)), "at most 64 endpoints can be, not 65");
}

}  // namespace
}  // namespace assay::sandbox
