// A small store of dead letters that silently forgets the oldest.
// label: dl-role satisfied
// label: dl-after-bound satisfied
// label: dl-keeps-payload satisfied
// label: dl-redrive satisfied
// label: dl-no-silent-loss violated
// label: id-role none
// label: ob-role none
#include <atomic>
#include <deque>
#include <exception>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

template <typename Payload>
struct Envelope {
  Payload payload;
  unsigned deliveries{0};
};

template <typename Payload>
struct Casualty {
  Envelope<Payload> envelope;
  std::exception_ptr cause;
};

template <typename Payload, typename Handler>
class Dispatcher {
 public:
  Dispatcher(Handler handler, unsigned limit, std::size_t keep) : handler_(std::move(handler)), limit_(limit), keep_(keep) {}

  void enqueue(Payload p) {
    std::scoped_lock l(m_);
    q_.push_back({std::move(p)});
  }

  bool dispatch_one() {
    std::unique_lock l(m_);
    if (q_.empty()) return false;
    auto e = std::move(q_.front());
    q_.pop_front();
    l.unlock();
    try {
      handler_(e.payload);
    } catch (...) {
      l.lock();
      on_failure(std::move(e), std::current_exception());
    }
    return true;
  }

  void replay(std::size_t n) {
    std::scoped_lock l(m_);
    for (; n > 0 && !hospital_.empty(); --n) {
      q_.push_back({std::move(hospital_.front().envelope.payload), 0});
      hospital_.pop_front();
    }
  }

 private:
  void on_failure(Envelope<Payload> e, std::exception_ptr cause) {
    if (++e.deliveries < limit_) {
      q_.push_back(std::move(e));
      return;
    }
    if (hospital_.size() == keep_) hospital_.pop_front();
    hospital_.push_back({std::move(e), cause});
  }

  Handler handler_;
  unsigned limit_;
  std::size_t keep_;
  std::mutex m_;
  std::deque<Envelope<Payload>> q_;
  std::list<Casualty<Payload>> hospital_;
};

struct Printer {
  void operator()(const std::string& text) {
    if (text.empty()) throw std::exception();
  }
};

int main() {
  Dispatcher<std::string, Printer> d{Printer{}, 3, 100};
  d.enqueue("hello");
  while (d.dispatch_one()) {
  }
  d.replay(10);
}
// mutant dl-after-bound violated: if (++e.deliveries < limit_) { => ++e.deliveries; if (e.deliveries == 0) {
// mutant dl-keeps-payload violated: hospital_.push_back({std::move(e), cause}); => hospital_.push_back({std::move(e), nullptr});
