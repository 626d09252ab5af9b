// label: cb-role none
#include <chrono>
#include <string>

class LockTable {
 public:
  virtual ~LockTable() = default;
  virtual bool put_if_absent(const std::string& key, int ttl_s) = 0;
};

// Leads as long as the lease runs; gives up after three renewals that failed.
class Leader {
 public:
  explicit Leader(LockTable& t) : table_(t) {}
  void renew() {
    if (table_.put_if_absent("leader", 10)) {
      until_ = std::chrono::steady_clock::now() + std::chrono::seconds(10);
      failed_ = 0;
      leads_ = true;
    } else if (++failed_ >= 3) {
      leads_ = false;
    }
  }
  bool leads() const { return leads_ && std::chrono::steady_clock::now() < until_; }

 private:
  LockTable& table_;
  bool leads_ = false;
  int failed_ = 0;
  std::chrono::steady_clock::time_point until_{};
};
