// The clock is a service of the house, and behind it the wall clock.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit satisfied
// label: cb-success-resets violated
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens violated
// label: cb-probe-success-closes satisfied
// label: cb-fallback violated
// label: cb-rejections-not-counted violated
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call violated
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>

class TimeService {
 public:
  virtual ~TimeService() = default;
  virtual long long millis() const = 0;
};

class HouseTime : public TimeService {
 public:
  long long millis() const override {
    const auto t = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(t).count();
  }
};

class Archive {
 public:
  virtual ~Archive() = default;
  virtual void append(const std::string& record) = 0;
};

class ArchiveWriter {
 public:
  ArchiveWriter(Archive& archive, const TimeService& time) : archive_(archive), time_(time) {}

  void append(const std::string& record) {
    std::unique_lock<std::mutex> lock(mutex_);
    try {
      check();
      archive_.append(record);
    } catch (const std::exception&) {
      errors_ += 1;
      if (status_ == closed && errors_ >= 20) {
        status_ = open;
        opened_ = time_.millis();
      }
      throw;
    }
    if (status_ == half) {
      status_ = closed;
      errors_ = 0;
    }
  }

 private:
  enum Status { closed, open, half };
  void check() {
    if (status_ == open && time_.millis() - opened_ > 60'000) {
      status_ = half;
      probes_ = 0;
    }
    if (status_ == open) throw std::runtime_error("archive rests");
    if (status_ == half && ++probes_ > 1) throw std::runtime_error("archive is being tried");
  }
  Archive& archive_;
  const TimeService& time_;
  std::mutex mutex_;
  Status status_{closed};
  int errors_{};
  int probes_{};
  long long opened_{};
};

int run() {
  extern Archive& the_archive();
  static HouseTime time;
  static ArchiveWriter writer(the_archive(), time);
  writer.append("started");
  return 0;
}
// mutant cb-threshold violated: status_ == closed && errors_ >= 20 => status_ == closed
// mutant cb-open-period violated: if (status_ == open && time_.millis() - opened_ > 60'000) { => if (errors_ == 0) {
