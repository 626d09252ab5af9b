// expect: rt-role satisfied
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

struct Store {
  virtual ~Store() = default;
  virtual int load(int key) = 0;
};

int load(Store& store, int key) {
  for (int left = 3;; --left) {
    try {
      return store.load(key);
    } catch (const std::exception&) {
      if (left == 0) throw;
    }
  }
}
