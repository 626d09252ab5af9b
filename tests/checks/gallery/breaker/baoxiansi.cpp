// 保险丝：连续失败则断开，到时间后试探。试探失败时不再断开。
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit violated
// label: cb-success-resets satisfied
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded violated
// label: cb-probe-failure-reopens violated
// label: cb-probe-success-closes satisfied
// label: cb-fallback satisfied
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded violated
// label: cb-lock-across-call satisfied
#include <ctime>
#include <mutex>
#include <string>

class 远程 {
 public:
  virtual ~远程() = default;
  virtual int 查询(const std::string& 键, std::string& 值) = 0;
};

class 保险丝 {
 public:
  bool 可通过() {
    if (状态 == 断开) {
      if (std::time(nullptr) - 断开时刻 < 冷却秒) return false;
      状态 = 试探;
    }
    return true;
  }
  void 记录(bool 成功) {
    std::lock_guard<std::mutex> 锁(互斥);
    if (成功) {
      状态 = 接通;
      失败数 = 0;
      return;
    }
    if (状态 == 试探) return;
    ++失败数;
    if (失败数 > 上限) {
      状态 = 断开;
      断开时刻 = std::time(nullptr);
    }
  }

 private:
  enum { 接通, 断开, 试探 } 状态 = 接通;
  int 失败数{};
  int 上限 = 5;
  long 冷却秒 = 20;
  std::time_t 断开时刻{};
  std::mutex 互斥;
};

class 字典 {
 public:
  explicit 字典(远程& 源) : 源_(源) {}
  std::string 取(const std::string& 键) {
    if (!丝_.可通过()) return "默认";
    std::string 值;
    const int 码 = 源_.查询(键, 值);
    丝_.记录(码 == 0);
    return 码 == 0 ? 值 : "默认";
  }

 private:
  远程& 源_;
  保险丝 丝_;
};
// mutant cb-success-resets violated: 失败数 = 0; =>
// mutant cb-open-period violated: if (std::time(nullptr) - 断开时刻 < 冷却秒) return false; => return false;
