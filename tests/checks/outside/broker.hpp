// What the cases' code is given from outside; no file of theirs.
#pragma once

#include <chrono>
#include <string>

enum class Status { ok, failed };
struct Answer {
  Status status = Status::ok;
  std::string body;
};
struct Letter {
  std::string to;
  std::string text;
};

class Broker {
 public:
  virtual ~Broker() = default;
  virtual Answer send(const Letter& letter) = 0;
};

class ThrowingBroker {
 public:
  virtual ~ThrowingBroker() = default;
  virtual void send(const Letter& letter) = 0;
};

class Clocks {
 public:
  virtual ~Clocks() = default;
  virtual std::chrono::steady_clock::time_point steady() const = 0;
  virtual std::chrono::system_clock::time_point calendar() const = 0;
};

class Listener {
 public:
  virtual ~Listener() = default;
  virtual void changed(int from, int to) = 0;
};
