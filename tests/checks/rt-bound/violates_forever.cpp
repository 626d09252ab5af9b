// expect: rt-bound violated
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

void deliver(Peer& peer, const std::string& text) {
  while (!peer.send(text)) {
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}
