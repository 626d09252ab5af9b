// expect: cb-role satisfied
// expect: cb-clock satisfied
#include <broker.hpp>

class 断路器 {
  enum class 状态 { 闭合, 断开, 半开 };
  状态 当前 = 状态::闭合;
  int 失败次数 = 0;
  std::chrono::steady_clock::time_point 断开时间{};
  Broker& 下游;
  Clocks& 时钟;

 public:
  断路器(Broker& 甲, Clocks& 乙) : 下游(甲), 时钟(乙) {}
  bool 发送(const Letter& 信) {
    switch (当前) {
      case 状态::断开:
        if (时钟.steady() - 断开时间 < std::chrono::seconds(3)) return false;
        当前 = 状态::半开;
        break;
      case 状态::闭合:
      case 状态::半开: break;
    }
    const auto 回复 = 下游.send(信);
    if (回复.status == Status::ok) {
      失败次数 = 0;
      当前 = 状态::闭合;
      return true;
    }
    失败次数++;
    if (失败次数 >= 5) {
      当前 = 状态::断开;
      断开时间 = 时钟.steady();
    }
    return false;
  }
};
