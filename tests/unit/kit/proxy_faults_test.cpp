// Each fault does what it says, and no more. Times are bounded from below by what the fault
// takes, and from above only by a machine that is very slow.
#include <gtest/gtest.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "proxy/proxy.hpp"
#include "tcp_peer.hpp"

namespace assay::kit::proxy {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using test::connect_to;
using test::End;
using test::Listener;
using test::Peer;

constexpr auto slow_machine = 10s;

Proxy started(const Listener& server, std::uint64_t seed = 1) {
  auto proxy = Proxy::start({.upstream = server.address(), .seed = seed});
  if (!proxy) throw std::runtime_error(proxy.error().message);
  return std::move(*proxy);
}

class FaultProxy : public testing::Test {
 protected:
  void meet() {
    client = connect_to(proxy.port());
    serving = server.accept();
  }
  template <typename Function>
  static Clock::duration timed(Function function) {
    const auto began = Clock::now();
    function();
    return Clock::now() - began;
  }
  std::uint64_t fired(const std::string& name) { return proxy.activity().fired[name]; }

  Listener server;
  Proxy proxy = started(server);
  Peer client;
  Peer serving;
};

TEST_F(FaultProxy, LatencyDelaysItsDirectionAlone) {
  (void)proxy.add({.kind = Latency{.delay = 150ms}, .direction = Direction::upstream});
  meet();
  ASSERT_TRUE(client.send("late"));
  const auto there = timed([&] { EXPECT_EQ(serving.receive(4), "late"); });
  ASSERT_TRUE(serving.send("soon"));
  const auto back = timed([&] { EXPECT_EQ(client.receive(4), "soon"); });
  EXPECT_GE(there, 140ms);
  EXPECT_LT(there, slow_machine);
  EXPECT_LT(back, there);
  EXPECT_EQ(fired("latency"), 1U);
}

TEST_F(FaultProxy, LatencyDelaysTheEndAsWell) {
  (void)proxy.add({.kind = Latency{.delay = 150ms}});
  meet();
  client.end_sending();
  EXPECT_GE(timed([&] { serving.receive_all(); }), 140ms);
  EXPECT_EQ(serving.end(), End::closed);
}

// One after the other they would take two seconds.
TEST_F(FaultProxy, LatencyLetsPiecesTravelTogether) {
  (void)proxy.add({.kind = Latency{.delay = 200ms}});
  meet();
  std::jthread sender([&] {
    for (int i = 0; i < 10; ++i) {
      EXPECT_TRUE(client.send("piece"));
      std::this_thread::sleep_for(5ms);
    }
  });
  EXPECT_LT(timed([&] { EXPECT_EQ(serving.receive(50).size(), 50U); }), 1500ms);
}

TEST_F(FaultProxy, JitterVariesTheDelay) {
  (void)proxy.add({.kind = Latency{.delay = 60ms, .jitter = 60ms}, .direction = Direction::upstream});
  meet();
  std::vector<Clock::duration> delays;
  for (int i = 0; i < 12; ++i) {
    ASSERT_TRUE(client.send("x"));
    delays.push_back(timed([&] { EXPECT_EQ(serving.receive(1), "x"); }));
  }
  const auto [least, most] = std::ranges::minmax(delays);
  EXPECT_GT(most - least, 25ms);
  EXPECT_LT(least, 60ms + 5s);
}

TEST_F(FaultProxy, DownResetsNewAndOldConnections) {
  meet();
  ASSERT_TRUE(client.send("x"));
  EXPECT_EQ(serving.receive(1), "x");
  const FaultId down = proxy.add({.kind = Down{}});
  client.receive_all();
  EXPECT_EQ(client.end(), End::reset);
  serving.receive_all();
  EXPECT_EQ(serving.end(), End::reset);
  Peer refused = connect_to(proxy.port());
  refused.receive_all();
  EXPECT_EQ(refused.end(), End::reset);
  EXPECT_EQ(fired("down"), 2U);
  proxy.remove(down);
  meet();
  ASSERT_TRUE(client.send("x"));
  EXPECT_EQ(serving.receive(1), "x");
}

TEST_F(FaultProxy, BlackHoleTakesAndLosesBytes) {
  const FaultId hole = proxy.add({.kind = BlackHole{}, .direction = Direction::upstream});
  meet();
  ASSERT_TRUE(client.send("lost"));
  ASSERT_TRUE(serving.send("found"));
  EXPECT_EQ(client.receive(5), "found");
  serving.set_patience(150ms);
  EXPECT_EQ(serving.receive(1), "");
  EXPECT_EQ(serving.end(), End::timed_out);
  EXPECT_GE(fired("black hole"), 1U);
  proxy.remove(hole);  // this connection has a hole now
  client.receive_all();
  EXPECT_EQ(client.end(), End::reset);
  meet();
  ASSERT_TRUE(client.send("through"));
  EXPECT_EQ(serving.receive(7), "through");
}

TEST_F(FaultProxy, BlackHoleTakesAnyAmount) {
  (void)proxy.add({.kind = BlackHole{}});
  meet();
  EXPECT_TRUE(client.send(std::string(std::size_t{32} << 20, 'x')));
}

TEST_F(FaultProxy, BlackHoleClosesAfterItsTime) {
  (void)proxy.add({.kind = BlackHole{.close_after = 150ms}});
  meet();
  ASSERT_TRUE(client.send("lost"));
  const auto took = timed([&] { client.receive_all(); });
  EXPECT_EQ(client.end(), End::closed);
  EXPECT_GE(took, 140ms);
  EXPECT_LT(took, slow_machine);
}

TEST_F(FaultProxy, PartitionHoldsBytesUntilItIsRemoved) {
  meet();
  const FaultId partition = proxy.add({.kind = Partition{}});
  ASSERT_TRUE(client.send("held"));
  client.end_sending();
  serving.set_patience(150ms);
  EXPECT_EQ(serving.receive(1), "");
  EXPECT_EQ(serving.end(), End::timed_out);
  EXPECT_EQ(fired("partition"), 1U);
  proxy.remove(partition);
  serving.set_patience(slow_machine);
  EXPECT_EQ(serving.receive_all(), "held");
  EXPECT_EQ(serving.end(), End::closed);
}

TEST_F(FaultProxy, PartitionOfOneDirectionLeavesTheOther) {
  (void)proxy.add({.kind = Partition{}, .direction = Direction::downstream});
  meet();
  ASSERT_TRUE(client.send("there"));
  EXPECT_EQ(serving.receive(5), "there");
  ASSERT_TRUE(serving.send("back"));
  client.set_patience(150ms);
  EXPECT_EQ(client.receive(4), "");
}

TEST_F(FaultProxy, ResetBreaksTheConnectionAtTheFirstBytes) {
  (void)proxy.add({.kind = Reset{}, .direction = Direction::downstream});
  meet();
  ASSERT_TRUE(client.send("there"));
  EXPECT_EQ(serving.receive(5), "there");
  ASSERT_TRUE(serving.send("back"));
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_EQ(client.end(), End::reset);
  EXPECT_EQ(fired("reset"), 1U);
}

TEST_F(FaultProxy, ResetBreaksTheConnectionAfterItsTime) {
  (void)proxy.add({.kind = Reset{.after = 150ms}});
  meet();
  ASSERT_TRUE(client.send("passes"));
  EXPECT_EQ(serving.receive(6), "passes");
  EXPECT_GE(timed([&] { client.receive_all(); }), 100ms);
  EXPECT_EQ(client.end(), End::reset);
  EXPECT_EQ(fired("reset"), 1U);
}

TEST_F(FaultProxy, AResetThatIsRemovedInTimeDoesNothing) {
  const FaultId reset = proxy.add({.kind = Reset{.after = 100ms}});
  meet();
  ASSERT_TRUE(client.send("a"));
  EXPECT_EQ(serving.receive(1), "a");
  proxy.remove(reset);
  std::this_thread::sleep_for(200ms);
  ASSERT_TRUE(client.send("b"));
  EXPECT_EQ(serving.receive(1), "b");
  EXPECT_EQ(fired("reset"), 0U);
}

TEST_F(FaultProxy, BandwidthLimitsTheRate) {
  (void)proxy.add({.kind = Bandwidth{.bytes_per_second = 100'000}, .direction = Direction::upstream});
  meet();
  std::mt19937 random(3);
  std::string sent(50'000, '\0');
  for (char& byte : sent) byte = static_cast<char>(random());
  ASSERT_TRUE(client.send(sent));
  client.end_sending();
  const auto took = timed([&] { EXPECT_TRUE(serving.receive_all() == sent); });
  EXPECT_GE(took, 400ms);
  EXPECT_LT(took, slow_machine);
  EXPECT_GT(fired("bandwidth"), 10U);
}

TEST_F(FaultProxy, SlowCloseDelaysTheEndAlone) {
  (void)proxy.add({.kind = SlowClose{.delay = 200ms}, .direction = Direction::downstream});
  meet();
  ASSERT_TRUE(serving.send("all"));
  serving.close();
  const auto bytes = timed([&] { EXPECT_EQ(client.receive(3), "all"); });
  const auto end = timed([&] { client.receive_all(); });
  EXPECT_EQ(client.end(), End::closed);
  EXPECT_LT(bytes, end);
  EXPECT_GE(bytes + end, 190ms);
  EXPECT_EQ(fired("slow close"), 1U);
}

TEST_F(FaultProxy, SlicerDeliversSmallPiecesByteForByte) {
  (void)proxy.add({.kind = Slicer{.size = 100, .variation = 50, .delay = 1ms}});
  meet();
  std::mt19937 random(5);
  std::string sent(20'000, '\0');
  for (char& byte : sent) byte = static_cast<char>(random());
  ASSERT_TRUE(client.send(sent));
  client.end_sending();
  EXPECT_GE(timed([&] { EXPECT_TRUE(serving.receive_all() == sent); }), 100ms);
  EXPECT_GE(fired("slicer"), 20'000U / 150);
}

TEST_F(FaultProxy, SlicerAndBandwidthPassALargeTransferByteForByte) {
  (void)proxy.add({.kind = Slicer{.size = 20'000, .variation = 19'999, .delay = 10us}});
  (void)proxy.add({.kind = Bandwidth{.bytes_per_second = 20'000'000}});
  meet();
  std::mt19937 random(9);
  std::string sent(std::size_t{4} << 20, '\0');
  for (char& byte : sent) byte = static_cast<char>(random());
  std::jthread sender([&] {
    EXPECT_TRUE(client.send(sent));
    client.end_sending();
  });
  EXPECT_TRUE(serving.receive_all() == sent);
}

TEST_F(FaultProxy, DataLimitClosesAfterItsBytes) {
  (void)proxy.add({.kind = DataLimit{.bytes = 1000}, .direction = Direction::downstream});
  meet();
  ASSERT_TRUE(client.send("any number of bytes this way"));
  EXPECT_EQ(serving.receive(28).size(), 28U);
  ASSERT_TRUE(serving.send(std::string(999, 'x')));
  EXPECT_EQ(client.receive(999).size(), 999U);
  client.set_patience(100ms);
  EXPECT_EQ(client.receive(1), "");
  EXPECT_EQ(client.end(), End::timed_out);
  ASSERT_TRUE(serving.send("yz"));
  client.set_patience(slow_machine);
  EXPECT_EQ(client.receive_all(), "y");
  EXPECT_EQ(client.end(), End::closed);
  EXPECT_EQ(fired("data limit"), 1U);
}

TEST_F(FaultProxy, RemovingAFaultLetsWhatWaitsGoOn) {
  for (const Kind& kind : {Kind{Latency{.delay = 1h}}, Kind{Partition{}}, Kind{Bandwidth{.bytes_per_second = 1}},
                           Kind{Slicer{.size = 1, .delay = 1h}}}) {
    const FaultId fault = proxy.add({.kind = kind});
    meet();
    ASSERT_TRUE(client.send("waits"));
    serving.set_patience(50ms);
    std::string got = serving.receive(5);
    EXPECT_LT(got.size(), 5U) << name_of(kind);
    proxy.remove(fault);
    serving.set_patience(slow_machine);
    EXPECT_EQ(got += serving.receive(5 - got.size()), "waits") << name_of(kind);
  }
}

// A connection is refused if it ends before the server gets it.
bool is_refused(const Peer& client, const Listener& server) {
  pollfd ends[] = {{.fd = client.descriptor(), .events = POLLIN, .revents = 0},
                   {.fd = server.descriptor(), .events = POLLIN, .revents = 0}};
  EXPECT_GT(::poll(ends, 2, 20'000), 0);
  return ends[1].revents == 0;
}

std::set<int> refused_of_forty(std::uint64_t seed, double share) {
  Listener server;
  Proxy proxy = started(server, seed);
  (void)proxy.add({.kind = Down{}, .share = share});
  std::set<int> refused;
  for (int i = 0; i < 40; ++i) {
    Peer client = connect_to(proxy.port());
    if (is_refused(client, server)) {
      refused.insert(i);
    } else {
      (void)server.accept();
    }
  }
  return refused;
}

TEST(FaultShares, MeetTheSameConnectionsForTheSameSeed) {
  const auto some = refused_of_forty(11, 0.3);
  EXPECT_GE(some.size(), 4U);
  EXPECT_LE(some.size(), 24U);
  EXPECT_EQ(some, refused_of_forty(11, 0.3));
  EXPECT_NE(some, refused_of_forty(12, 0.3));
  const auto more = refused_of_forty(11, 0.6);
  EXPECT_GT(more.size(), some.size());
  EXPECT_TRUE(std::ranges::includes(more, some));
}

TEST(FaultShares, MeetNoneOrAll) {
  EXPECT_EQ(refused_of_forty(1, 0).size(), 0U);
  EXPECT_EQ(refused_of_forty(1, 1).size(), 40U);
}

}  // namespace
}  // namespace assay::kit::proxy
