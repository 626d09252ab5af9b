// What the cases' code is given from outside, all in one.
#pragma once

#include <broker.hpp>

class Dice {
 public:
  virtual ~Dice() = default;
  virtual int next() = 0;
};

struct Environment {
  Broker& broker;
  Dice& dice;
};
