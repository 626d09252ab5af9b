// label: hy-raw-ownership violated
// label: hy-swallowed-exceptions none
// label: hy-detached-threads none
// label: hy-sleep-under-lock none
// label: hy-unbounded-queue none
#include <map>
#include <string>

struct Event {
  std::string type;
  int value = 0;
};

class Projection {
 public:
  ~Projection() {
    for (auto& [key, event] : latest_) delete event;
  }

  void on_message(const std::string& key, int value) {
    Event* event = new Event{"changed", value};
    auto found = latest_.find(key);
    if (found != latest_.end()) {
      delete found->second;
      found->second = event;
    } else {
      latest_[key] = event;
    }
  }

 private:
  std::map<std::string, Event*> latest_;
};
