// A coroutine hands out stored events one by one; replay pulls them through the same function.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <coroutine>
#include <deque>
#include <exception>
#include <stdexcept>
#include <utility>

template <class T>
struct Generator {
  struct promise_type {
    const T* value = nullptr;
    Generator get_return_object() { return Generator{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(const T& v) { value = &v; return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  explicit Generator(std::coroutine_handle<promise_type> h) : handle(h) {}
  Generator(Generator&& other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~Generator() { if (handle) handle.destroy(); }
  bool next() { handle.resume(); return !handle.done(); }
  const T& value() const { return *handle.promise().value; }
  std::coroutine_handle<promise_type> handle;
};

enum class What { attached, reading, detached };

struct SensorEvent {
  const What what;
  const double value;
};

class SensorStream {
 public:
  void push(What what, double value) { events_.push_back(SensorEvent{what, value}); }
  Generator<SensorEvent> all() const {
    for (const auto& event : events_) co_yield event;
  }

 private:
  std::deque<SensorEvent> events_;
};

class Sensor {
 public:
  explicit Sensor(SensorStream& stream) : stream_(stream) {
    auto events = stream_.all();
    while (events.next()) digest(events.value());
  }

  void measured(double value) {
    if (!attached_) throw std::logic_error("a detached sensor measures nothing");
    emit(What::reading, value);
  }

  void attach() {
    if (!attached_) emit(What::attached, 0);
  }

  double mean() const { return count_ == 0 ? 0 : sum_ / count_; }

 private:
  void emit(What what, double value) {
    stream_.push(what, value);
    digest({what, value});
  }

  void digest(const SensorEvent& e) {
    switch (e.what) {
      case What::attached: attached_ = true; return;
      case What::reading: sum_ += e.value; ++count_; return;
      case What::detached: attached_ = false; return;
    }
    throw std::runtime_error("an event of a kind that is not known");
  }

  SensorStream& stream_;
  bool attached_ = false;
  double sum_ = 0;
  int count_ = 0;
};

int main() {
  SensorStream stream;
  Sensor sensor(stream);
  sensor.attach();
  sensor.measured(3.5);
  return static_cast<int>(Sensor(stream).mean());
}
// mutant es-unknown-events violated: case What::detached: attached_ = false; return; => default: return;
// mutant es-append-only violated: { events_.push_back(SensorEvent{what, value}); } => { if (events_.size() > 100) events_.pop_front(); events_.push_back(SensorEvent{what, value}); }
// mutant es-writes-in-apply violated: if (!attached_) emit(What::attached, 0); => attached_ = true; emit(What::attached, 0);
