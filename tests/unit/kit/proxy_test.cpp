// What the proxy does where nothing is broken.
#include "proxy/proxy.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tcp_peer.hpp"
#include "util/temporary_directory.hpp"

namespace assay::kit::proxy {
namespace {

using namespace std::chrono_literals;
using test::connect_to;
using test::End;
using test::Listener;
using test::Peer;

Proxy started(Options options) {
  auto proxy = Proxy::start(std::move(options));
  if (!proxy) throw std::runtime_error(proxy.error().message);
  return std::move(*proxy);
}

std::string random_bytes(std::size_t size) {
  std::mt19937_64 random(7);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

// Until it holds, or for too long.
template <typename Condition>
bool eventually(Condition condition) {
  for (int i = 0; i < 2000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

unsigned threads_of_this_process() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    if (word == "Threads:") break;
  }
  unsigned count = 0;
  status >> count;
  return count;
}

TEST(Proxy, PassesBytesBothWays) {
  Listener server;
  Proxy proxy = started({.upstream = server.address()});
  Peer client = connect_to(proxy.port());
  Peer serving = server.accept();
  ASSERT_TRUE(client.send("question"));
  EXPECT_EQ(serving.receive(8), "question");
  ASSERT_TRUE(serving.send("answers"));
  EXPECT_EQ(client.receive(7), "answers");
  ASSERT_TRUE(eventually([&] { return proxy.activity().downstream_bytes == 7; }));
  const Activity activity = proxy.activity();
  EXPECT_EQ(activity.connections, 1U);
  EXPECT_EQ(activity.open, 1U);
  EXPECT_EQ(activity.upstream_bytes, 8U);
  EXPECT_TRUE(activity.fired.empty());
}

TEST(Proxy, PassesAHalfClose) {
  Listener server;
  Proxy proxy = started({.upstream = server.address()});
  Peer client = connect_to(proxy.port());
  Peer serving = server.accept();
  ASSERT_TRUE(client.send("all of it"));
  client.end_sending();
  EXPECT_EQ(serving.receive_all(), "all of it");
  EXPECT_EQ(serving.end(), End::closed);
  ASSERT_TRUE(serving.send("the answer to it"));
  serving.close();
  EXPECT_EQ(client.receive_all(), "the answer to it");
  EXPECT_EQ(client.end(), End::closed);
  EXPECT_TRUE(eventually([&] { return proxy.activity().open == 0; }));
}

TEST(Proxy, PassesAResetOn) {
  Listener server;
  Proxy proxy = started({.upstream = server.address()});
  Peer client = connect_to(proxy.port());
  Peer serving = server.accept();
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ASSERT_EQ(::setsockopt(serving.descriptor(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
  serving.close();
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_EQ(client.end(), End::reset);
}

TEST(Proxy, TakesAListeningSocketOfItsUsers) {
  Listener server;
  Listener entrance;
  Proxy proxy = started({.listener = entrance.take(), .upstream = server.address()});
  EXPECT_EQ(proxy.port(), entrance.port());
  Peer client = connect_to(entrance.port());
  ASSERT_TRUE(client.send("x"));
  EXPECT_EQ(server.accept().receive(1), "x");
}

TEST(Proxy, ConnectsToAUnixSocket) {
  auto folder = util::TemporaryDirectory::create();
  ASSERT_TRUE(folder);
  const std::string path = (folder->path() / "server").string();
  util::Fd server(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.size(), sizeof address.sun_path);
  std::strcpy(address.sun_path, path.c_str());
  ASSERT_EQ(::bind(server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(server.get(), 1), 0);
  Proxy proxy = started({.upstream = path});
  Peer client = connect_to(proxy.port());
  Peer serving{util::Fd(::accept(server.get(), nullptr, nullptr))};
  ASSERT_TRUE(client.send("over a path"));
  EXPECT_EQ(serving.receive(11), "over a path");
}

TEST(Proxy, ConnectsToAName) {
  Listener server;
  Proxy proxy = started({.upstream = "localhost:" + std::to_string(server.port())});
  Peer client = connect_to(proxy.port());
  ASSERT_TRUE(client.send("x"));
  EXPECT_EQ(server.accept().receive(1), "x");
}

TEST(Proxy, ResetsAClientWhoseServerIsNotThere) {
  const Listener gone(Listener::deaf);
  Proxy proxy = started({.upstream = gone.address()});
  Peer client = connect_to(proxy.port());
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_EQ(client.end(), End::reset);
  EXPECT_EQ(proxy.activity().unreachable, 1U);
}

TEST(Proxy, SaysWhatIsWrongWithAnUpstream) {
  for (const char* upstream : {"", "no-port", ":80", "127.0.0.1:not-a-port"}) {
    const auto proxy = Proxy::start({.upstream = upstream});
    ASSERT_FALSE(proxy) << upstream;
    EXPECT_NE(proxy.error().message.find("the upstream \"" + std::string(upstream) + "\""), std::string::npos)
        << proxy.error().message;
  }
  EXPECT_FALSE(Proxy::start({.upstream = "/" + std::string(200, 'x')}));
}

TEST(Proxy, SaysThatADescriptorIsNoListeningSocket) {
  util::Fd file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  EXPECT_FALSE(Proxy::start({.listener = std::move(file), .upstream = "127.0.0.1:1"}));
}

TEST(Proxy, PassesALargeTransferByteForByte) {
  Listener server;
  Proxy proxy = started({.upstream = server.address()});
  const std::string sent = random_bytes(std::size_t{20} << 20);
  Peer client = connect_to(proxy.port());
  Peer serving = server.accept();
  std::jthread sender([&] {
    EXPECT_TRUE(client.send(sent));
    client.end_sending();
  });
  EXPECT_TRUE(serving.receive_all() == sent);
}

TEST(Proxy, ServesTwoHundredConnectionsAtOnce) {
  Listener server;
  Proxy proxy = started({.upstream = server.address()});
  std::vector<Peer> clients;
  std::vector<Peer> serving;
  for (int i = 0; i < 200; ++i) {
    clients.push_back(connect_to(proxy.port()));
    ASSERT_TRUE(clients.back().send(std::to_string(1000 + i)));
    serving.push_back(server.accept());
  }
  EXPECT_EQ(proxy.activity().open, 200U);
  for (Peer& peer : serving) ASSERT_TRUE(peer.send("re " + peer.receive(4)));
  for (int i = 0; i < 200; ++i) EXPECT_EQ(clients[static_cast<std::size_t>(i)].receive(7), "re " + std::to_string(1000 + i));
  clients.clear();
  serving.clear();
  EXPECT_TRUE(eventually([&] { return proxy.activity().open == 0; }));
}

TEST(Proxy, LetsNoMoreConnectionsInThanItMay) {
  Listener server;
  Proxy proxy = started({.upstream = server.address(), .most_connections = 2});
  Peer first = connect_to(proxy.port());
  Peer second = connect_to(proxy.port());
  Peer third = connect_to(proxy.port());  // the system took it, the proxy not yet
  Peer first_serving = server.accept();
  Peer second_serving = server.accept();
  std::this_thread::sleep_for(100ms);
  EXPECT_EQ(proxy.activity().connections, 2U);
  first.close();
  first_serving.close();
  ASSERT_TRUE(third.send("x"));
  EXPECT_EQ(server.accept().receive(1), "x");
}

TEST(Proxy, StopsASenderWhoseReceiverDoesNotRead) {
  Listener server;
  Proxy proxy = started({.upstream = server.address()});
  (void)proxy.add({.kind = Latency{.delay = 1ms}});  // what waits in the proxy is bounded as well
  Peer client = connect_to(proxy.port());
  Peer serving = server.accept();
  client.set_patience(300ms);
  const std::string much = random_bytes(std::size_t{64} << 20);
  EXPECT_FALSE(client.send(much)) << "64 MiB went into sockets and proxy";
  EXPECT_LT(proxy.activity().upstream_bytes, std::uint64_t{32} << 20);
  std::jthread sender([&] { client.end_sending(); });
  const std::string got = serving.receive_all();
  EXPECT_TRUE(much.starts_with(got)) << "what went in did not come out";
}

TEST(Proxy, EndsAtAnyTime) {
  const unsigned before = threads_of_this_process();
  Listener server;
  std::vector<Peer> peers;
  for (int round = 0; round < 20; ++round) {
    Proxy proxy = started({.upstream = server.address()});
    (void)proxy.add({.kind = Latency{.delay = 1h}, .direction = Direction::downstream});
    (void)proxy.add({.kind = BlackHole{.close_after = 1h}, .share = 0.3});
    for (int i = 0; i < 5; ++i) {
      peers.push_back(connect_to(proxy.port()));
      ASSERT_TRUE(peers.back().send("in the middle of it"));
    }
    peers.push_back(server.accept());
    (void)peers.back().send("an answer that comes late");
  }
  EXPECT_EQ(threads_of_this_process(), before);
}

}  // namespace
}  // namespace assay::kit::proxy
