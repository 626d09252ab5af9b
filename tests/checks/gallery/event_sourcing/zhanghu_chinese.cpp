// 事件溯源的账户：标识符是中文。
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure violated
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <ctime>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

class 账户;

class 事件 {
 public:
  virtual ~事件() = default;
  virtual void 作用于(账户& 目标) const = 0;
};

class 账户 {
 public:
  void 重放(const std::vector<std::shared_ptr<const 事件>>& 历史) {
    for (const auto& 一个 : 历史) 应用(*一个);
  }

  void 应用(const 事件& 一个) {
    一个.作用于(*this);
    版本_++;
  }

  long 余额() const { return 余额_; }
  std::size_t 版本() const { return 版本_; }

 private:
  friend class 已存款;
  friend class 已取款;
  long 余额_ = 0;
  long 最近_ = 0;
  std::size_t 版本_ = 0;
};

class 已存款 : public 事件 {
 public:
  explicit 已存款(long 金额) : 金额_(金额) {}
  void 作用于(账户& 目标) const override {
    目标.余额_ += 金额_;
    目标.最近_ = static_cast<long>(std::time(nullptr));
  }

 private:
  const long 金额_;
};

class 已取款 : public 事件 {
 public:
  explicit 已取款(long 金额) : 金额_(金额) {}
  void 作用于(账户& 目标) const override {
    if (目标.余额_ < 金额_) throw std::logic_error("余额不足");
    目标.余额_ -= 金额_;
  }

 private:
  const long 金额_;
};

class 仓库 {
 public:
  void 追加(std::size_t 期望, std::shared_ptr<const 事件> 一个) {
    std::lock_guard<std::mutex> 锁(互斥_);
    if (事件们_.size() != 期望) throw std::runtime_error("版本冲突");
    事件们_.push_back(std::move(一个));
  }

  std::vector<std::shared_ptr<const 事件>> 读取() const {
    std::lock_guard<std::mutex> 锁(互斥_);
    return 事件们_;
  }

 private:
  mutable std::mutex 互斥_;
  std::vector<std::shared_ptr<const 事件>> 事件们_;
};

void 取款(仓库& 库, long 金额) {
  账户 户;
  户.重放(库.读取());
  auto 新事件 = std::make_shared<const 已取款>(金额);
  户.应用(*新事件);
  库.追加(户.版本() - 1, 新事件);
}

int main() {
  仓库 库;
  库.追加(0, std::make_shared<const 已存款>(100));
  取款(库, 30);
  账户 户;
  户.重放(库.读取());
  return static_cast<int>(户.余额());
}
// mutant es-expected-version violated: if (事件们_.size() != 期望) throw std::runtime_error("版本冲突"); =>
// mutant es-append-only violated: 事件们_.push_back(std::move(一个)); => 事件们_.assign(1, std::move(一个));
