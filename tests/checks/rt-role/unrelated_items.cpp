// expect: rt-role inconclusive
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
#include <vector>

// Every text is sent once.
int send_all(Peer& peer, const std::vector<std::string>& texts) {
  int failed = 0;
  for (const auto& text : texts)
    if (!peer.send(text)) ++failed;
  return failed;
}
