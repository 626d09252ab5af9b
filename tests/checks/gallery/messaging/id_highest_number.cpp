// Every sender numbers its messages; what is not above the last number was already done.
// label: id-role satisfied
// label: id-atomic satisfied
// label: id-eviction satisfied
// label: id-with-effect satisfied
// label: dl-role none
// label: ob-role none
#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

struct Update {
  std::uint32_t producer;
  std::uint64_t n;
  std::string field;
  double value;
};

class Replica {
 public:
  enum class Result { applied, duplicate, gap };

  Result offer(const Update& u) {
    const std::lock_guard<std::mutex> only(mutex_);
    std::uint64_t& last = high_[u.producer];
    if (u.n <= last) return Result::duplicate;
    if (u.n != last + 1) return Result::gap;
    values_[u.field] += u.value;
    last = u.n;
    return Result::applied;
  }

 private:
  std::mutex mutex_;
  std::unordered_map<std::uint32_t, std::uint64_t> high_;
  std::unordered_map<std::string, double> values_;
};
