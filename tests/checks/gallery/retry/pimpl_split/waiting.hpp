#pragma once

class Waiting {
 public:
  explicit Waiting(unsigned first_ms);
  void wait();

 private:
  unsigned next_ms_;
};
