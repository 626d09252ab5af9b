#include <deque>

#include "relay.hpp"

class Operator {
 public:
  explicit Operator(Relay& relay) : relay_(relay) {}
  void send(const std::string& telegram) {
    if (!relay_.put(telegram)) later_.push_back(telegram);
  }

 private:
  Relay& relay_;
  std::deque<std::string> later_;
};

void announce(Operator& desk) { desk.send("arrived"); }
