// 立即重试，不等待。
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth violated
// label: rt-cap none
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping none
#include <functional>
#include <iostream>
#include <string>

class 订单服务 {
 public:
  virtual ~订单服务() = default;
  virtual bool 提交(const std::string& 订单号, double 金额) = 0;
};

class 客户端 {
 public:
  客户端(订单服务& 服务, int 次数) : 服务_(服务), 次数_(次数) {}

  bool 下单(const std::string& 订单号, double 金额) {
    int 已试 = 0;
    bool 成功 = false;
    do {
      成功 = 服务_.提交(订单号, 金额);
      if (!成功) std::cout << "第" << 已试 + 1 << "次失败" << std::endl;
    } while (!成功 && ++已试 < 次数_);
    return 成功;
  }

 private:
  订单服务& 服务_;
  int 次数_;
};

bool 测试(订单服务& 服务) { return 客户端(服务, 3).下单("A-17", 19.9); }

// mutant rt-bound violated: ++已试 < 次数_ => 已试 < 次数_
// mutant rt-stops-on-success violated: while (!成功 && ++已试 < 次数_) => while (++已试 < 次数_)
