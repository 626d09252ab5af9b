// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <broker.hpp>

#include <mutex>
#include <optional>

class Shield {
  Broker& broker;
  Clocks& clocks;
  std::mutex m;
  unsigned in_a_row = 0;
  std::optional<std::chrono::steady_clock::time_point> last_failure;

 public:
  Shield(Broker& b, Clocks& c) : broker(b), clocks(c) {}
  Answer send(const Letter& letter) {
    {
      std::scoped_lock lock{m};
      if (in_a_row >= 3 && clocks.steady() - *last_failure < std::chrono::seconds(10)) return {Status::failed, {}};
    }
    auto answer = broker.send(letter);
    std::scoped_lock lock{m};
    if (answer.status == Status::ok) {
      in_a_row = 0;
      last_failure.reset();
    } else {
      ++in_a_row;
      last_failure = clocks.steady();
    }
    return answer;
  }
};
