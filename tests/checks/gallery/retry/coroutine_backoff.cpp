// A coroutine that sleeps between attempts with co_await.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include <chrono>
#include <coroutine>
#include <exception>
#include <optional>
#include <string>

struct Task {
  struct promise_type {
    Task get_return_object() { return Task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

class Loop {
 public:
  struct Sleep {
    Loop& loop;
    std::chrono::milliseconds span;
    bool await_ready() const noexcept { return span.count() == 0; }
    void await_suspend(std::coroutine_handle<> waiting) { loop.wake_later(waiting, span); }
    void await_resume() const noexcept {}
  };
  Sleep sleep(std::chrono::milliseconds span) { return {*this, span}; }
  virtual ~Loop() = default;

 protected:
  virtual void wake_later(std::coroutine_handle<> waiting, std::chrono::milliseconds span) = 0;
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual std::optional<std::string> fetch(const std::string& key) = 0;
};

Task refresh(Loop& loop, Backend& backend, std::string key, std::string& into) {
  std::chrono::milliseconds nap{10};
  for (int round = 0; round < 7; ++round) {
    if (auto got = backend.fetch(key)) {
      into = *got;
      co_return;
    }
    co_await loop.sleep(nap);
    nap += nap;
    if (nap > std::chrono::milliseconds{250}) nap = std::chrono::milliseconds{250};
  }
  into.clear();
}

// mutant rt-growth violated: nap += nap => nap += std::chrono::milliseconds{10}
// mutant rt-bound violated: round < 7; => ;
