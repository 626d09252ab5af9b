// The exponent comes from a configuration and is not limited.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow violated
// label: rt-no-lock-sleeping satisfied
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

struct Config {
  int attempts = std::getenv("ATTEMPTS") != nullptr ? std::atoi(std::getenv("ATTEMPTS")) : 40;
  int slot_ms = 10;
  int longest_ms = 8000;
};

struct Bus {
  virtual ~Bus() = default;
  virtual bool publish(const std::string& subject, const std::string& body) = 0;
};

bool publish(Bus& bus, const Config& config, const std::string& subject, const std::string& body) {
  int tried = 0;
  while (tried < config.attempts) {
    const bool accepted = bus.publish(subject, body);
    if (accepted) return true;
    const int slots = 1 << tried;
    std::this_thread::sleep_for(std::chrono::milliseconds(std::min(slots * config.slot_ms, config.longest_ms)));
    tried++;
  }
  return false;
}

// mutant rt-shift-overflow satisfied: 1 << tried => 1 << std::min(tried, 12)
// mutant rt-bound violated: while (tried < config.attempts) { => while (true) {
