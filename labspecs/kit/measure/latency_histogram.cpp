#include "measure/latency_histogram.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include <boost/histogram/axis/regular.hpp>
#include <boost/histogram/make_histogram.hpp>

namespace assay::kit::measure {
namespace {

namespace histogram = boost::histogram;

// Bins as wide, relatively, as twice the error: a bin's geometric middle stands for all of it.
constexpr double ratio_of_edges = (1 + LatencyHistogram::relative_error) * (1 + LatencyHistogram::relative_error);

// No overflow bins: what lies outside is clamped before.
using Axis = histogram::axis::regular<double, histogram::axis::transform::log, histogram::use_default,
                                      histogram::axis::option::none_t>;

Axis make_axis() {
  const auto low = static_cast<double>(LatencyHistogram::shortest.count());
  const auto high = static_cast<double>(LatencyHistogram::longest.count());
  return {static_cast<unsigned>(std::ceil(std::log(high / low) / std::log(ratio_of_edges))), low, high};
}

auto make_counts() { return histogram::make_histogram(make_axis()); }

core::Duration geometric_middle(double lower, double upper) {
  return core::Duration(static_cast<core::Duration::rep>(std::llround(std::sqrt(lower * upper))));
}

}  // namespace

struct LatencyHistogram::State {
  decltype(make_counts()) counts = make_counts();
  std::uint64_t count = 0;
};

LatencyHistogram::LatencyHistogram() : state_(std::make_unique<State>()) {}
LatencyHistogram::LatencyHistogram(const LatencyHistogram& other) : state_(std::make_unique<State>(*other.state_)) {}
LatencyHistogram& LatencyHistogram::operator=(const LatencyHistogram& other) {
  *state_ = *other.state_;
  return *this;
}
LatencyHistogram::~LatencyHistogram() = default;

void LatencyHistogram::record(core::Duration latency) {
  // The upper edge itself is outside the last bin.
  const auto inside = std::clamp(latency, shortest, longest - core::Duration(1));
  state_->counts(static_cast<double>(inside.count()));
  ++state_->count;
}

void LatencyHistogram::add(const LatencyHistogram& other) {
  state_->counts += other.state_->counts;
  state_->count += other.state_->count;
}

std::uint64_t LatencyHistogram::count() const { return state_->count; }

core::Duration LatencyHistogram::percentile(double percent) const {
  assert(state_->count > 0 && percent > 0 && percent <= 100);
  // 99.9 % of 1000 is 999, whatever the last bit of a double says.
  const double rank = std::ceil(percent * static_cast<double>(state_->count) / 100 - 1e-6);
  const Axis& axis = state_->counts.axis();
  double seen = 0;
  for (int i = 0; i < axis.size(); ++i) {
    seen += static_cast<double>(state_->counts.at(i));
    if (seen >= rank) return geometric_middle(axis.bin(i).lower(), axis.bin(i).upper());
  }
  return longest;
}

core::LatencyProfile latency_profile(std::string title, const LatencyHistogram& subject,
                                     const LatencyHistogram& baseline) {
  core::LatencyProfile profile{std::move(title), {}};
  for (const double percent : {50.0, 99.0, 99.9}) {
    profile.points.push_back({percent, subject.percentile(percent), baseline.percentile(percent)});
  }
  return profile;
}

}  // namespace assay::kit::measure
