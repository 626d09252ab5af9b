// A function that throws for what it is given refuses nothing for what happened before.
// expect: cb-role violated
#include <broker.hpp>

#include <stdexcept>

struct Sender {
  Broker& broker;
  void validate(const Letter& letter) {
    if (letter.to.empty()) throw std::invalid_argument("to");
  }
  Answer send(const Letter& letter) {
    validate(letter);
    return broker.send(letter);  // expect: cb-role violated
  }
};
