// Each state's lambda gives the next state and says whether the call may be made.
// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <broker.hpp>

#include <variant>

template <typename... F>
struct Overloaded : F... {
  using F::operator()...;
};

struct Healthy { int misses = 0; };
struct Resting { std::chrono::steady_clock::time_point since; };
struct Trying {};
using State = std::variant<Healthy, Resting, Trying>;

class Sender {
 public:
  explicit Sender(Broker& broker) : broker_(broker) {}
  Answer send(const Letter& letter) {
    const bool allowed = std::visit(
        Overloaded{[](Healthy&) { return true; },
                   [this](Resting& resting) {
                     if (std::chrono::steady_clock::now() - resting.since < std::chrono::seconds(2)) return false;
                     state_ = Trying{};
                     return true;
                   },
                   [](Trying&) { return false; }},
        state_);
    if (!allowed) return {};
    auto answer = broker_.send(letter);
    const bool good = answer.status == Status::ok;
    state_ = std::visit(Overloaded{[good](Healthy& healthy) -> State {
                                     if (good) return Healthy{};
                                     if (healthy.misses + 1 >= 3) return Resting{std::chrono::steady_clock::now()};
                                     return Healthy{healthy.misses + 1};
                                   },
                                   [](Resting& resting) -> State { return resting; },
                                   [good](Trying&) -> State {
                                     if (good) return Healthy{};
                                     return Resting{std::chrono::steady_clock::now()};
                                   }},
                        state_);
    return answer;
  }

 private:
  Broker& broker_;
  State state_;
};
