// `break` leaves the switch and not the loop, so that a success is repeated.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success violated
// label: rt-shift-overflow satisfied
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <string>
#include <thread>

enum class Status { Ok, Busy, Gone };

struct Store {
  virtual ~Store() = default;
  virtual Status save(const std::string& document) = 0;
};

Status save(Store& store, const std::string& document) {
  Status last = Status::Busy;
  for (int i = 0; i < 4; i++) {
    last = store.save(document);
    switch (last) {
      case Status::Ok:
        break;
      case Status::Gone:
        return last;
      case Status::Busy:
        std::this_thread::sleep_for(std::chrono::milliseconds(10 << i));
        break;
    }
  }
  return last;
}

// mutant rt-growth violated: 10 << i => 10
// mutant rt-growth violated: 10 << i => 10 * i
