// Binary records in a file with no version in them; a setter on the event; a torn tail is cut off.
// label: es-role satisfied
// label: es-immutable-events violated
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events violated
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstdint>
#include <cstdio>
#include <memory>

class PumpEvent {
 public:
  PumpEvent() = default;
  PumpEvent(std::uint8_t code, std::int32_t value) : code_(code), value_(value) {}
  std::uint8_t code() const { return code_; }
  std::int32_t value() const { return value_; }
  void setValue(std::int32_t value) { value_ = value; }

 private:
  std::uint8_t code_ = 0;
  std::int32_t value_ = 0;
};

class PumpFile {
 public:
  explicit PumpFile(const char* path) : path_(path) {}

  void write(const PumpEvent& event) {
    if (std::FILE* file = std::fopen(path_, "ab")) {
      const std::uint8_t code = event.code();
      const std::int32_t value = event.value();
      std::fwrite(&code, sizeof code, 1, file);
      std::fwrite(&value, sizeof value, 1, file);
      std::fclose(file);
    }
  }

  template <class F>
  void each(F f) const {
    std::FILE* file = std::fopen(path_, "rb");
    if (file == nullptr) return;
    std::uint8_t code = 0;
    std::int32_t value = 0;
    while (std::fread(&code, sizeof code, 1, file) == 1 && std::fread(&value, sizeof value, 1, file) == 1) {
      PumpEvent event(code, value);
      f(event);
    }
    std::fclose(file);
  }

 private:
  const char* path_;
};

class Pump {
 public:
  explicit Pump(PumpFile& file) : file_(file) {
    file_.each([this](PumpEvent& event) { apply(event); });
  }

  void start() { push(PumpEvent(1, 0)); }
  void set_speed(std::int32_t rpm) { push(PumpEvent(2, rpm)); }
  bool running() const { return running_; }

 private:
  void push(PumpEvent event) {
    if (!apply(event)) return;
    file_.write(event);
  }

  bool apply(PumpEvent& event) {
    switch (event.code()) {
      case 1:
        if (running_) return false;
        running_ = true;
        return true;
      case 2:
        if (!running_) return false;
        if (event.value() > 3000) event.setValue(3000);
        speed_ = event.value();
        return true;
      default:
        return true;
    }
  }

  PumpFile& file_;
  bool running_ = false;
  std::int32_t speed_ = 0;
};

int main() {
  PumpFile file("pump.bin");
  Pump pump(file);
  pump.start();
  pump.set_speed(5000);
  return pump.running() ? 0 : 1;
}
// mutant es-apply-pure violated: running_ = true; => running_ = true; std::puts("running");
// mutant es-append-only violated: std::fopen(path_, "ab") => std::fopen(path_, "wb")
// mutant es-writes-in-apply violated: void set_speed(std::int32_t rpm) { => void set_speed(std::int32_t rpm) { speed_ = rpm;
