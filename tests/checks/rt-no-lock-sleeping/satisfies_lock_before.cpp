// expect: rt-no-lock-sleeping satisfied
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
#include <mutex>

std::mutex mutex;
int deliveries = 0;

bool deliver(Peer& peer, const std::string& text) {
  {
    const std::lock_guard<std::mutex> lock(mutex);
    ++deliveries;
  }
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (peer.send(text)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}
