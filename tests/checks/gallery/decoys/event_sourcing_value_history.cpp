// A history of values: the last readings, averaged; the state is not rebuilt from them.
// label: es-role none
// label: es-immutable-events none
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply none
// label: es-apply-pure none
// label: es-replay-same-apply none
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart none
// label: es-command-sourcing none
// label: es-unknown-events none
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing none
#include <cmath>
#include <cstddef>
#include <deque>

struct Sample {
  double at;
  double value;
};

class Smoother {
 public:
  explicit Smoother(std::size_t keep) : keep_(keep) {}

  void add(const Sample& sample) {
    history_.push_back(sample);
    while (history_.size() > keep_) history_.pop_front();
    recompute();
  }
  double mean() const { return mean_; }
  double spread() const { return spread_; }

 private:
  void recompute() {
    mean_ = 0;
    for (const auto& sample : history_) mean_ += sample.value / static_cast<double>(history_.size());
    spread_ = 0;
    for (const auto& sample : history_) spread_ += (sample.value - mean_) * (sample.value - mean_);
    spread_ = std::sqrt(spread_ / static_cast<double>(history_.size()));
  }

  std::deque<Sample> history_;
  std::size_t keep_;
  double mean_ = 0, spread_ = 0;
};

int main() {
  Smoother s(3);
  for (int i = 0; i < 5; ++i) s.add({static_cast<double>(i), i * 2.0});
  return static_cast<int>(s.mean() + s.spread());
}
