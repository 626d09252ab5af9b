// expect: rt-cap satisfied
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
  std::chrono::milliseconds wait{10};
  for (int attempt = 0; attempt < 50; ++attempt) {
    if (peer.send(text)) return true;
    std::this_thread::sleep_for(wait);
    wait = std::min(wait * 2, std::chrono::milliseconds(500));
  }
  return false;
}
