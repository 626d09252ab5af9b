#include "measure/interval.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <random>

namespace assay::kit::measure {
namespace {

constexpr std::size_t resamples = 2'000;
constexpr double confidence = 0.95;

double standard_deviation(const std::vector<double>& values) {
  double mean = 0;
  for (const double value : values) mean += value;
  mean /= static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

// The normal reference rule, with the smaller of two estimates of the spread, so that one
// outlier does not blur all the others (Silverman, "Density Estimation", 1986, section 3.4.2).
double bandwidth(std::vector<double> values) {
  if (values.size() < 2) return 0;
  std::sort(values.begin(), values.end());
  constexpr double quartiles_apart = 1.349;  // of a normal distribution with deviation 1
  const double between_quartiles = values[values.size() * 3 / 4] - values[values.size() / 4];
  const double deviation = standard_deviation(values);
  const double robust = between_quartiles / quartiles_apart;
  const double spread = robust > 0 ? std::min(deviation, robust) : deviation;
  return 1.06 * spread * std::pow(static_cast<double>(values.size()), -0.2);
}

}  // namespace

double median(std::vector<double> values) {
  assert(!values.empty());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

Interval median_interval(const std::vector<double>& ratios, std::uint64_t seed) {
  assert(!ratios.empty());
  std::vector<double> logarithms;
  for (const double ratio : ratios) logarithms.push_back(std::log(ratio));

  std::mt19937_64 random(seed);
  std::uniform_int_distribution<std::size_t> pick(0, ratios.size() - 1);
  std::normal_distribution<double> blur(0, 1);
  const double width = bandwidth(logarithms);
  std::vector<double> medians(resamples);
  std::vector<double> drawn(ratios.size());
  for (double& result : medians) {
    for (double& value : drawn) value = logarithms[pick(random)] + width * blur(random);
    result = median(drawn);
  }
  std::sort(medians.begin(), medians.end());
  const auto outside = static_cast<std::size_t>(static_cast<double>(resamples) * (1 - confidence) / 2);
  return {std::exp(medians[outside]), std::exp(medians[resamples - 1 - outside])};
}

}  // namespace assay::kit::measure
