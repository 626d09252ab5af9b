// A socket that keeps what the kernel did not take.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <cerrno>
#include <deque>
#include <string>

extern "C" long send(int, const void*, unsigned long, int);

class Connection {
 public:
  explicit Connection(int fd) : fd_(fd) {}
  bool write(const std::string& data) {
    bytes_ += data.size();
    out_.push_back(data);
    return flush();
  }
  bool flush() {
    while (!out_.empty()) {
      const auto n = ::send(fd_, out_.front().data(), out_.front().size(), 0);
      if (n < 0) return errno == EAGAIN;
      out_.front().erase(0, static_cast<std::size_t>(n));
      if (out_.front().empty()) out_.pop_front();
    }
    return true;
  }

 private:
  int fd_;
  unsigned long bytes_ = 0;
  std::deque<std::string> out_;
};
