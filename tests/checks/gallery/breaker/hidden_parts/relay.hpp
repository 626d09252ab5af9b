#pragma once

#include <memory>
#include <string>

class Wire {
 public:
  virtual ~Wire() = default;
  virtual bool put(const std::string& telegram) = 0;
};

class Relay {
 public:
  explicit Relay(std::shared_ptr<Wire> wire);
  ~Relay();
  bool put(const std::string& telegram);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};
