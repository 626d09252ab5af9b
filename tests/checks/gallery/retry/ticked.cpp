// Driven by ticks: a failed upload is due again later.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter violated
// label: rt-permanent-errors violated
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping none
#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>

struct Cloud {
  virtual ~Cloud() = default;
  virtual bool upload(const std::string& name, const std::string& bytes) = 0;
};

struct Pending {
  std::string name;
  std::string bytes;
  std::uint64_t due_ms = 0;
  std::uint64_t step_ms = 500;
  int tries = 0;
};

class Uploader {
 public:
  explicit Uploader(Cloud& cloud) : cloud_(cloud) {}

  void add(std::string name, std::string bytes) { waiting_.push_back({std::move(name), std::move(bytes)}); }

  void tick(std::uint64_t now_ms) {
    const std::size_t count = waiting_.size();
    for (std::size_t i = 0; i < count; ++i) {
      Pending item = std::move(waiting_.front());
      waiting_.pop_front();
      if (item.due_ms > now_ms) {
        waiting_.push_back(std::move(item));
        continue;
      }
      if (cloud_.upload(item.name, item.bytes)) continue;
      if (++item.tries >= 10) {
        lost_.push_back(std::move(item.name));
        continue;
      }
      item.due_ms = now_ms + item.step_ms;
      item.step_ms = std::min<std::uint64_t>(item.step_ms * 2, 60000);
      waiting_.push_back(std::move(item));
    }
  }

 private:
  Cloud& cloud_;
  std::deque<Pending> waiting_;
  std::deque<std::string> lost_;
};

// mutant rt-bound violated: if (++item.tries >= 10) { => if (item.bytes.empty()) {
// mutant rt-growth violated: item.step_ms * 2, => item.step_ms,
