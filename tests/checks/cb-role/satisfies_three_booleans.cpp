// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <broker.hpp>

#include <stdexcept>

class Client {
 public:
  Client(ThrowingBroker* broker, Clocks* clocks) : broker_(broker), clocks_(clocks) {}

  void send(const Letter& letter) {
    if (is_open && clocks_->steady() >= retry_at) {
      is_open = false;
      is_half = true;
    }
    if (is_open) throw std::runtime_error("open");
    try {
      broker_->send(letter);
      is_closed = true;
      is_half = false;
      n = 0;
    } catch (const std::exception&) {
      n += 1;
      if (is_half || n > 5) {
        is_open = true;
        is_closed = is_half = false;
        retry_at = clocks_->steady() + std::chrono::seconds(1);
      }
      throw;
    }
  }

 private:
  ThrowingBroker* broker_;
  Clocks* clocks_;
  bool is_open = false, is_half = false, is_closed = true;
  int n = 0;
  std::chrono::steady_clock::time_point retry_at;
};
