// label: cb-role none
#include <chrono>
#include <string>

// The states of a connection, with a time to linger and a count of what was sent again.
class Connection {
 public:
  enum class Tcp { closed, listen, half_open, established, time_wait };
  bool send(const std::string& segment) {
    if (tcp_ != Tcp::established) return false;
    bytes_ += segment.size();
    return true;
  }
  void syn() {
    if (tcp_ == Tcp::listen) tcp_ = Tcp::half_open;
  }
  void ack() {
    if (tcp_ == Tcp::half_open) {
      tcp_ = Tcp::established;
      resent_ = 0;
    }
  }
  void lost() {
    if (++resent_ > 5) tcp_ = Tcp::closed;
  }
  void fin() {
    tcp_ = Tcp::time_wait;
    since_ = std::chrono::steady_clock::now();
  }
  void tick() {
    if (tcp_ == Tcp::time_wait && std::chrono::steady_clock::now() - since_ > std::chrono::minutes(4))
      tcp_ = Tcp::closed;
  }

 private:
  Tcp tcp_ = Tcp::listen;
  unsigned long bytes_ = 0;
  int resent_ = 0;
  std::chrono::steady_clock::time_point since_;
};
