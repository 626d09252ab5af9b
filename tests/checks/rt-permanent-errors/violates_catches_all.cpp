// expect: rt-permanent-errors violated
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

struct Refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Store {
  virtual ~Store() = default;
  virtual void save(const std::string& text) = 0;
};

void save(Store& store, const std::string& text) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    try {
      store.save(text);
      return;
    } catch (...) {
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}
