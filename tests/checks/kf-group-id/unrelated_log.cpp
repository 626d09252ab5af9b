// expect: kf-group-id inconclusive
#include <deque>
#include <string>

struct Conf {
  bool set(const std::string& key, const std::string& value) { return key != value; }
};

class Log {
 public:
  void produce(const std::string& text) { texts_.push_back(text); }
  bool poll(std::string& text) {
    if (texts_.empty()) return false;
    text = texts_.front();
    return true;
  }
  void commit() { texts_.pop_front(); }

 private:
  std::deque<std::string> texts_;
};

int main() {
  Conf conf;
  conf.set("group.id", "");
  conf.set("enable.auto.comit", "perhaps");
  Log log;
  log.produce("a");
  std::size_t size = 0;
  for (std::string text; log.poll(text);) {
    log.commit();
    size += text.size();
  }
  return size == 0;
}
