// label: cb-role none
#include <chrono>
#include <functional>
#include <map>
#include <string>

class Cache {
 public:
  explicit Cache(std::function<std::string(const std::string&)> load) : load_(std::move(load)) {}
  std::string get(const std::string& key) {
    const auto now = std::chrono::steady_clock::now();
    if (auto found = entries_.find(key); found != entries_.end() && now < found->second.until) {
      ++hits_;
      return found->second.value;
    }
    if (++misses_ > 1000) {
      entries_.clear();
      misses_ = 0;
    }
    auto value = load_(key);
    entries_[key] = {value, now + std::chrono::seconds(60)};
    return value;
  }

 private:
  struct Entry {
    std::string value;
    std::chrono::steady_clock::time_point until;
  };
  std::function<std::string(const std::string&)> load_;
  std::map<std::string, Entry> entries_;
  int hits_ = 0, misses_ = 0;
};
