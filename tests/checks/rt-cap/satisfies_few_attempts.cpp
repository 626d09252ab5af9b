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
  for (int attempt = 0; attempt < 4; ++attempt) {
    if (peer.send(text)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50 << attempt));
  }
  return false;
}
