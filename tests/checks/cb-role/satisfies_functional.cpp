// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <chrono>
#include <functional>
#include <memory>

using Work = std::function<bool(int)>;
using Now = std::function<std::chrono::steady_clock::time_point()>;

Work protect(Work work, Now now) {
  struct Memory {
    int misses = 0;
    std::chrono::steady_clock::time_point closed_until{};
  };
  auto memory = std::make_shared<Memory>();
  return [work, now, memory](int job) -> bool {
    if (now() < memory->closed_until) return false;
    const bool done = work(job);
    memory->misses = done ? 0 : memory->misses + 1;
    if (memory->misses >= 3) memory->closed_until = now() + std::chrono::seconds(3);
    return done;
  };
}
