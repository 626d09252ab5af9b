#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace meter {

class MeterEvent {
 public:
  enum class Kind : std::uint8_t { fitted, read, sealed };
  static MeterEvent fitted(double at) { return MeterEvent(Kind::fitted, at); }
  static MeterEvent reading(double at) { return MeterEvent(Kind::read, at); }
  static MeterEvent sealed() { return MeterEvent(Kind::sealed, 0); }
  Kind kind() const { return kind_; }
  double at() const { return at_; }

 private:
  MeterEvent(Kind kind, double at) : kind_(kind), at_(at) {}
  Kind kind_;
  double at_;
};

class EventStream {
 public:
  EventStream();
  ~EventStream();
  enum class Outcome { stored, conflict };
  Outcome append(std::size_t expected, const MeterEvent& event);
  std::vector<MeterEvent> read_all() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class Meter {
 public:
  Meter();
  ~Meter();
  void replay(const std::vector<MeterEvent>& events);
  MeterEvent read(double at) const;
  MeterEvent seal() const;
  double used() const;
  std::size_t version() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

EventStream::Outcome take_reading(EventStream& stream, double at);

}  // namespace meter
