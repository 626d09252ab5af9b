// expect: rt-permanent-errors satisfied
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

struct Http {
  virtual ~Http() = default;
  virtual int post(const std::string& text) = 0;
};

int post(Http& http, const std::string& text) {
  int status = 0;
  for (int attempt = 0; attempt < 5; ++attempt) {
    status = http.post(text);
    if (status == 200 || status == 400 || status == 403) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return status;
}
