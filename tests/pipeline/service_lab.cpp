#include "service_lab.hpp"

#include <fstream>
#include <string>

#include "greeter_lab.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;

// What judges of the lab share: one request to the engine, over one of its sockets.
constexpr const char* client = R"cpp(
#pragma once
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <gtest/gtest.h>
#include <cerrno>
#include <chrono>
#include <string>
#include <thread>
#include "judge/configuration.hpp"
#include "judge/scenario.hpp"
#include "judge/subject.hpp"

inline const assay::kit::Service& engine() { return assay::kit::configuration().services.at("db"); }

inline int connect_to_engine(int socket) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(engine().port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? 0 : errno;
}

inline void send_to_engine(int socket, const std::string& operation, const std::string& body) {
  const std::string request = "POST / HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n"
      "Content-Type: application/x-amz-json-1.0\r\nX-Amz-Target: DynamoDB_20120810." + operation + "\r\n"
      "Authorization: AWS4-HMAC-SHA256 Credential=judge/20260101/us-east-1/dynamodb/aws4_request, "
      "SignedHeaders=host, Signature=0\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  if (send(socket, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
    throw assay::kit::JudgeFault("sending to the engine");
  }
}

/// All that it answers.
inline std::string ask(const std::string& operation, const std::string& body) {
  const int socket = engine().sockets.at(0);
  if (const int error = connect_to_engine(socket); error != 0) throw assay::kit::JudgeFault("connecting: " + std::to_string(error));
  send_to_engine(socket, operation, body);
  std::string said;
  char part[4096];
  for (ssize_t count; (count = recv(socket, part, sizeof part, 0)) > 0;) said.append(part, static_cast<std::size_t>(count));
  const sockaddr nowhere{AF_UNSPEC, {}};
  if (connect(socket, &nowhere, sizeof nowhere) != 0) throw assay::kit::JudgeFault("dissolving");
  return said;
}

inline void expect_part(const std::string& whole, const std::string& part) {
  if (whole.find(part) == std::string::npos) throw assay::kit::Violation{part, whole};
}

inline void scenario(const char* title, void (*body)()) {
  assay::kit::judge_scenario({.title = title, .read = "README.md"}, [body](assay::kit::Recorder&, std::uint64_t) { body(); });
}
)cpp";

constexpr const char* first_suite = R"cpp(
#include "support/client.hpp"

TEST(Engine, StoresAnItem) {
  scenario("An item is read back", [] {
    expect_part(ask("ListTables", "{}"), "\"TableNames\":[]");
    expect_part(ask("CreateTable", R"({"TableName":"events","BillingMode":"PAY_PER_REQUEST",
      "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
      "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]})"), "HTTP/1.1 200");
    expect_part(ask("PutItem", R"({"TableName":"events","Item":{"id":{"S":"one"},"said":{"S":"hello"}}})"), "HTTP/1.1 200");
    expect_part(ask("GetItem", R"({"TableName":"events","Key":{"id":{"S":"one"}}})"), "\"hello\"");
  });
}

TEST(Engine, IsReachedByFortyEightSocketsAtOnce) {
  scenario("All sockets can be connected", [] {
    if (engine().sockets.size() != 48) throw assay::kit::Violation{"48 sockets", std::to_string(engine().sockets.size())};
    const sockaddr nowhere{AF_UNSPEC, {}};
    for (const int socket : engine().sockets) {
      if (connect_to_engine(socket) != 0) throw assay::kit::Violation{"a connection", "none"};
    }
    for (const int socket : engine().sockets) connect(socket, &nowhere, sizeof nowhere);
  });
}

// The last case leaves every socket in use, with an answer that nobody reads.
TEST(LeavesItsSockets, InUse) {
  scenario("Sockets are left in use", [] {
    for (const int socket : engine().sockets) {
      connect_to_engine(socket);
      send_to_engine(socket, "ListTables", "{}");
      fcntl(socket, F_SETFL, O_NONBLOCK);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  });
}
)cpp";

constexpr const char* second_suite = R"cpp(
#include "support/client.hpp"

TEST(NextSuite, FindsSocketsUnusedAndTheStoreAsItWas) {
  scenario("The sockets work and the table is there", [] {
    if ((fcntl(engine().sockets.at(0), F_GETFL) & O_NONBLOCK) != 0) throw assay::kit::Violation{"a blocking socket", "none"};
    if ((fcntl(engine().sockets.at(0), F_GETFD) & FD_CLOEXEC) == 0) throw assay::kit::Violation{"close on exec", "inherited"};
    expect_part(ask("ListTables", "{}"), "\"TableNames\":[\"events\"]");
  });
}
)cpp";

constexpr const char* waiting_suite = R"cpp(
#include "support/client.hpp"

TEST(Engine, KeepsAJudgeWaiting) {
  scenario("It waits", [] {
    expect_part(ask("ListTables", "{}"), "HTTP/1.1 200");
    std::this_thread::sleep_for(std::chrono::hours(1));
  });
}
)cpp";

constexpr const char* suites = R"(
[[service]]
id = "db"
kind = "dynamodb-local"

[[suite]]
id = "engine"
title = "The engine"
visibility = "public"

[[suite]]
id = "next"
title = "The engine again"
visibility = "public"
)";

constexpr const char* rubric = R"([rubric]
total = 10

[[criterion]]
id = "greets"
title = "Greets"
points = 4
rule = "all-or-nothing"
evidence = ["case:public/*"]

[[criterion]]
id = "stores"
title = "Stores"
points = 6
rule = "all-or-nothing"
evidence = ["case:engine/*", "case:next/*"]
)";

void replace(const fs::path& file, const std::string& from, const std::string& to) {
  std::ifstream stream(file);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  text.replace(text.find(from), from.size(), to);
  std::ofstream(file) << text;
}

fs::path make_service_lab(const Folder& parent) {
  const fs::path folder = parent.path() / "service-lab";
  fs::copy(greeter_lab(), folder, fs::copy_options::recursive);
  for (const char* made : {"judge/support", "judge/engine", "judge/next"}) fs::create_directories(folder / made);
  std::ofstream(folder / "judge/support/client.hpp") << client;
  std::ofstream(folder / "judge/engine/engine_test.cpp") << first_suite;
  std::ofstream(folder / "judge/next/next_test.cpp") << second_suite;
  std::ofstream(folder / "lab.toml", std::ios::app) << suites;
  replace(folder / "lab.toml", "visibility = \"public\"", "visibility = \"public\"\nservices = []");
  std::ofstream(folder / "rubric.toml") << rubric;
  return folder;
}

fs::path make_waiting_lab(const Folder& parent) {
  const fs::path folder = parent.path() / "waiting-lab";
  fs::copy(greeter_lab(), folder, fs::copy_options::recursive);
  fs::create_directories(folder / "judge/support");
  fs::remove_all(folder / "judge/public");
  fs::create_directories(folder / "judge/public");
  std::ofstream(folder / "judge/support/client.hpp") << client;
  std::ofstream(folder / "judge/public/waiting_test.cpp") << waiting_suite;
  std::ofstream(folder / "lab.toml", std::ios::app) << "\n[[service]]\nid = \"db\"\nkind = \"dynamodb-local\"\n";
  std::ofstream(folder / "rubric.toml") << "[rubric]\ntotal = 1\n[[criterion]]\nid = \"a\"\ntitle = \"A\"\npoints = 1\n"
                                           "rule = \"all-or-nothing\"\nevidence = [\"case:public/*\"]\n";
  return folder;
}

}  // namespace

fs::path service_lab() {
  static const Folder parent;
  static const fs::path made = make_service_lab(parent);
  return made;
}

fs::path waiting_lab() {
  static const Folder parent;
  static const fs::path made = make_waiting_lab(parent);
  return made;
}

}  // namespace assay::test
