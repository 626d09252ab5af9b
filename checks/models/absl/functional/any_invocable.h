#pragma once
#include <functional>
namespace absl { template <class S> using AnyInvocable = std::function<S>; template <class S> using FunctionRef = std::function<S>; template <class F> std::function<void()> MakeCleanup(F); }
