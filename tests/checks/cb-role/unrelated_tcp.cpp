// expect: cb-role inconclusive
// expect: cb-clock inconclusive
#include <stdexcept>

enum class Tcp { closed, listen, established, time_wait };

class Connection {
 public:
  void on(int flag) {
    switch (state_) {
      case Tcp::closed: state_ = Tcp::listen; break;
      case Tcp::listen: if (flag == 1) state_ = Tcp::established; break;
      case Tcp::established: if (flag == 2) state_ = Tcp::time_wait; break;
      case Tcp::time_wait: throw std::logic_error("closed");
    }
  }

 private:
  Tcp state_ = Tcp::closed;
};
