// label: cb-role none
#include <functional>
#include <mutex>
#include <stdexcept>

// Limits how many calls run at once.
class Compartment {
 public:
  explicit Compartment(int most) : most_(most) {}
  template <typename F>
  auto run(F f) {
    {
      std::lock_guard lock(m_);
      if (running_ >= most_) throw std::runtime_error("full");
      ++running_;
    }
    try {
      auto result = f();
      leave();
      return result;
    } catch (...) {
      leave();
      throw;
    }
  }

 private:
  void leave() {
    std::lock_guard lock(m_);
    --running_;
  }
  std::mutex m_;
  int most_;
  int running_ = 0;
};

int work(Compartment& c, const std::function<int()>& f) { return c.run(f); }
