// Collects rows and writes them together; what could not be written stays.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

class BatchWriter {
 public:
  BatchWriter(std::function<bool(const std::vector<std::string>&)> write, std::size_t most) : write_(std::move(write)), most_(most) {}
  void add(std::string row) {
    std::lock_guard<std::mutex> l(m_);
    rows_.push_back(std::move(row));
    ++total_;
    if (rows_.size() >= most_) flush_locked();
  }
  void flush() {
    std::lock_guard<std::mutex> l(m_);
    flush_locked();
  }

 private:
  void flush_locked() {
    if (rows_.empty()) return;
    if (write_(rows_)) rows_.clear();
  }
  std::function<bool(const std::vector<std::string>&)> write_;
  std::size_t most_;
  std::mutex m_;
  std::vector<std::string> rows_;
  unsigned long total_ = 0;
};
