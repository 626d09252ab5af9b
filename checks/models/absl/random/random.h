#pragma once
#include <random>
namespace absl { typedef std::mt19937_64 BitGen; template <class T, class G> T Uniform(G&&, T, T); template <class G> bool Bernoulli(G&&, double); }
