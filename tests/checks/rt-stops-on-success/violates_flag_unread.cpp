// expect: rt-stops-on-success violated
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
  bool sent = false;
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (peer.send(text)) {
      sent = true;
    } else {
      std::this_thread::sleep_for(std::chrono::milliseconds(10 << attempt));
    }
  }
  return sent;
}
