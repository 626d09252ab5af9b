// Two locked steps with the work between them: two threads may both find nothing.
// label: id-role satisfied
// label: id-atomic violated
// label: id-eviction violated
// label: id-with-effect satisfied
// label: dl-role none
// label: ob-role none
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

struct 消息 {
  std::string 编号;
  std::string 内容;
};

class 处理器 {
 public:
  virtual ~处理器() = default;
  virtual bool 执行(const 消息& m) = 0;
};

class 消费者 {
 public:
  explicit 消费者(处理器& p) : p_(p) {}

  void 收到(const 消息& m) {
    if (处理过(m.编号)) {
      std::cout << "重复: " << m.编号 << "\n";
      return;
    }
    if (p_.执行(m)) 记录(m.编号);
  }

 private:
  bool 处理过(const std::string& id) const {
    std::shared_lock<std::shared_mutex> l(锁_);
    return 已处理_.count(id) != 0;
  }
  void 记录(const std::string& id) {
    std::unique_lock<std::shared_mutex> l(锁_);
    已处理_.insert(id);
  }

  处理器& p_;
  mutable std::shared_mutex 锁_;
  std::set<std::string> 已处理_;
};
// mutant id-with-effect violated: if (p_.执行(m)) 记录(m.编号); => 记录(m.编号); p_.执行(m);
// mutant id-with-effect violated: if (p_.执行(m)) 记录(m.编号); => p_.执行(m); 记录(m.编号);
