// Whether the key is known is asked of every call, and is no limit to trials.
// expect: cb-probe-limit violated
#include <chrono>
#include <map>
#include <string>

struct Line {
  enum { up, down, half } mode = up;
  int misses = 0;
  std::chrono::steady_clock::time_point since{};
};

class Lines {
 public:
  bool check(const std::string& key) {
    const auto found = lines_.find(key);
    if (found == lines_.end()) return true;
    auto& line = found->second;
    if (line.mode == Line::half) return true;  // expect: cb-probe-limit violated
    if (line.mode == Line::up) return true;
    if (std::chrono::steady_clock::now() - line.since < std::chrono::seconds(2)) return false;
    line.mode = Line::half;
    return true;
  }
  void good(const std::string& key) {
    lines_[key].mode = Line::up;
    lines_[key].misses = 0;
  }
  void bad(const std::string& key) {
    auto& line = lines_[key];
    if (line.mode != Line::half && ++line.misses < 6) return;
    line.mode = Line::down;
    line.since = std::chrono::steady_clock::now();
  }

 private:
  std::map<std::string, Line> lines_;
};
