// expect: rt-bound satisfied
#include <algorithm>
#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>

struct Peer {
  virtual ~Peer() = default;
  virtual bool send(const std::string& text) = 0;
};

bool deliver(Peer& peer, const std::string& text) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (!peer.send(text)) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}
