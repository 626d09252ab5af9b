// A function that wraps a function; the state lives in what the lambda keeps.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold violated
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit satisfied
// label: cb-success-resets none
// label: cb-fail-fast violated
// label: cb-transitions-guarded none
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback none
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded satisfied
// label: cb-lock-across-call satisfied
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>

using Task = std::function<int(int)>;

namespace {
struct Memo {
  char phase = 'c';
  std::chrono::system_clock::time_point reopen;
  bool out = false;
};
}  // namespace

Task insulated(Task inner, std::chrono::milliseconds cool) {
  auto memo = std::make_shared<Memo>();
  return [memo, inner = std::move(inner), cool](int x) {
    if (memo->phase == 'o') {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      if (std::chrono::system_clock::now() < memo->reopen) throw std::domain_error("insulated");
      memo->phase = 'h';
      memo->out = false;
    }
    if (memo->phase == 'h') {
      if (memo->out) throw std::domain_error("somebody is trying already");
      memo->out = true;
    }
    try {
      const int y = inner(x);
      memo->phase = 'c';
      return y;
    } catch (const std::runtime_error&) {
      memo->phase = 'o';
      memo->reopen = std::chrono::system_clock::now() + cool;
      throw;
    }
  };
}
// mutant cb-probe-limit violated: if (memo->out) throw std::domain_error("somebody is trying already"); =>
// mutant cb-probe-success-closes violated: memo->phase = 'c'; => memo->out = false;
