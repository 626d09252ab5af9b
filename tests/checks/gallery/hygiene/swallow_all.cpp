// label: hy-swallowed-exceptions violated
// label: hy-detached-threads none
// label: hy-sleep-under-lock none
// label: hy-unbounded-queue none
// label: hy-raw-ownership none
#include <functional>
#include <string>
#include <vector>

struct Sink {
  virtual ~Sink() = default;
  virtual void accept(const std::string& message) = 0;
};

class Fanout {
 public:
  void add(Sink& sink) { sinks_.push_back(&sink); }
  void publish(const std::string& message) {
    for (auto* sink : sinks_) {
      try {
        sink->accept(message);
      } catch (...) {
        // one bad sink must not stop the others
      }
    }
  }

 private:
  std::vector<Sink*> sinks_;
};
