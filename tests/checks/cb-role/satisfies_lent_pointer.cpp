// What was handed in is lent to a function by pointer, and is the same afterwards.
// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <broker.hpp>

#include <environment.hpp>

int wait_of(Dice& dice) { return dice.next() % 10; }
int choice_of(Environment* environment) { return wait_of(environment->dice); }

struct Sender {
  Environment* environment;
  int misses = 0;
  int waited = 0;
  std::chrono::steady_clock::time_point again{};

  Answer send(const Letter& letter) {
    if (std::chrono::steady_clock::now() < again) return {};
    auto answer = environment->broker.send(letter);
    waited += wait_of(environment->dice) + choice_of(environment);
    if (answer.status == Status::ok)
      misses = 0;
    else if (++misses >= 3)
      again = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    return answer;
  }
};
