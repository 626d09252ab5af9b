// expect: cb-role inconclusive
// expect: cb-clock inconclusive
// expect: cb-lock-across-call inconclusive
#include <chrono>

enum class DoorState { closed, open, half_open };

class Door {
 public:
  void push() {
    if (state_ == DoorState::closed && ++failures_ >= 3) {
      state_ = DoorState::open;
      opened_at_ = std::chrono::system_clock::now();
    }
  }
  bool is_open() {
    if (state_ == DoorState::open && std::chrono::system_clock::now() - opened_at_ > std::chrono::seconds(3))
      state_ = DoorState::half_open;
    return state_ == DoorState::open;
  }

 private:
  DoorState state_ = DoorState::closed;
  int failures_ = 0;
  std::chrono::system_clock::time_point opened_at_;
};
