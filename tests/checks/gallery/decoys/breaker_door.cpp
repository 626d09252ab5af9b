// label: cb-role none
#include <mutex>
#include <stdexcept>

// A door: open, closed, half open, and nobody fails.
class Door {
 public:
  enum class State { Closed, Open, HalfOpen };
  bool tryPass() {
    std::lock_guard<std::mutex> lock(m_);
    if (state_ == State::Closed) return false;
    ++passed_;
    if (state_ == State::HalfOpen && passed_ > 3) state_ = State::Open;
    return true;
  }
  void push() {
    std::lock_guard<std::mutex> lock(m_);
    switch (state_) {
      case State::Closed: state_ = State::HalfOpen; break;
      case State::HalfOpen: state_ = State::Open; break;
      case State::Open: throw std::logic_error("already open");
    }
  }
  void close() {
    std::lock_guard<std::mutex> lock(m_);
    state_ = State::Closed;
    passed_ = 0;
  }

 private:
  std::mutex m_;
  State state_ = State::Closed;
  int passed_ = 0;
};
