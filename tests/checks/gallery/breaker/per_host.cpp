// A record for every host in a map; one host's trouble does not stop the others.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock satisfied
// label: cb-probe-limit violated
// label: cb-success-resets violated
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback violated
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <chrono>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <unordered_map>

class HostPool {
 public:
  template <typename Fn>
  auto call(const std::string& host, Fn fn) -> decltype(fn(host)) {
    demand(host);
    decltype(fn(host)) answer;
    try {
      answer = fn(host);
    } catch (...) {
      hurt(host);
      throw;
    }
    heal(host);
    return answer;
  }

 private:
  enum class Standing { trusted, banned, suspect };
  struct Record {
    Standing standing = Standing::trusted;
    int wounds{};
    std::chrono::steady_clock::time_point banned_at;
  };

  void demand(const std::string& host) {
    std::lock_guard lock(mutex_);
    auto& record = records_[host];
    if (record.standing != Standing::banned) return;
    if (std::chrono::steady_clock::now() - record.banned_at < std::chrono::minutes(2))
      throw std::out_of_range("banned: " + host);
    record.standing = Standing::suspect;
  }
  void hurt(const std::string& host) {
    std::lock_guard lock(mutex_);
    auto& record = records_[host];
    record.wounds++;
    if (record.standing == Standing::suspect || record.wounds >= 5) {
      record.standing = Standing::banned;
      record.banned_at = std::chrono::steady_clock::now();
    }
  }
  void heal(const std::string& host) {
    std::lock_guard lock(mutex_);
    auto& record = records_[host];
    if (record.standing == Standing::suspect) record = Record{};
  }

  std::mutex mutex_;
  std::unordered_map<std::string, Record> records_;
};

int ping(HostPool& pool, const std::function<int(const std::string&)>& probe) { return pool.call("a.example", probe); }
// mutant cb-clock violated: std::chrono::steady_clock =>* std::chrono::system_clock
// mutant cb-threshold violated: record.standing == Standing::suspect || record.wounds >= 5 => true
// mutant cb-probe-success-closes violated: if (record.standing == Standing::suspect) record = Record{}; => record.wounds = 0;
