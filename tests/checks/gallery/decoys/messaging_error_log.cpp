// Failures are written to a log with their reason; the work itself is not put aside.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <ctime>
#include <deque>
#include <fstream>
#include <functional>
#include <iostream>
#include <mutex>
#include <string>
#include <vector>

struct LogEntry {
  std::time_t at;
  int level;
  std::string text;
};

class Journal {
 public:
  void write(int level, const std::string& text) {
    std::lock_guard<std::mutex> l(m_);
    entries_.push_back({std::time(nullptr), level, text});
    if (entries_.size() > 500) entries_.pop_front();
    file_ << level << " " << text << "\n";
  }
  std::vector<LogEntry> last(std::size_t n) const {
    std::lock_guard<std::mutex> l(m_);
    return {entries_.end() - static_cast<long>(std::min(n, entries_.size())), entries_.end()};
  }

 private:
  mutable std::mutex m_;
  std::deque<LogEntry> entries_;
  std::ofstream file_{"service.log"};
};

class Server {
 public:
  Server(Journal& j, std::function<std::string(const std::string&)> f) : journal_(j), f_(f) {}
  std::string serve(const std::string& request) {
    try {
      return f_(request);
    } catch (const std::exception& e) {
      journal_.write(3, std::string("request failed: ") + e.what());
      return "500";
    }
  }

 private:
  Journal& journal_;
  std::function<std::string(const std::string&)> f_;
};
