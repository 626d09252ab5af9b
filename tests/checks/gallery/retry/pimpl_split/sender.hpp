#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

class Transport {
 public:
  virtual ~Transport() = default;
  virtual int write(const std::vector<std::uint8_t>& packet) = 0;  // 0, or an error number
};

struct Limits {
  unsigned tries = 5;
  unsigned first_wait_ms = 50;
};

class Sender {
 public:
  Sender(Transport& transport, Limits limits);
  ~Sender();
  bool send(const std::vector<std::uint8_t>& packet);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
