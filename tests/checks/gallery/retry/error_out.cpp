// The error comes back through a parameter; attempts and time are both limited.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth violated
// label: rt-cap none
// label: rt-jitter satisfied
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <filesystem>
#include <random>
#include <system_error>
#include <thread>

namespace fs = std::filesystem;

class Mover {
 public:
  explicit Mover(unsigned long seed) : random_(seed) {}

  bool move(const fs::path& from, const fs::path& to) {
    const auto start = std::chrono::steady_clock::now();
    int count = 0;
    std::error_code error;
    while (true) {
      fs::rename(from, to, error);
      if (!error) return true;
      if (error == std::errc::no_such_file_or_directory || error == std::errc::permission_denied) return false;
      if (++count > 20 || std::chrono::steady_clock::now() - start > std::chrono::seconds(3)) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(50 + random_() % 50));
    }
  }

 private:
  std::mt19937_64 random_;
};

// mutant rt-bound violated: if (++count > 20 || std::chrono::steady_clock::now() - start > std::chrono::seconds(3)) return false; =>
// mutant rt-jitter violated: 50 + random_() % 50 => 50
// mutant rt-permanent-errors violated: if (error == std::errc::no_such_file_or_directory || error == std::errc::permission_denied) return false; =>
