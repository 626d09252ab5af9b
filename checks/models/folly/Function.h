#pragma once
#include <functional>
#include <optional>
#include <string>
namespace folly { template <class S> using Function = std::function<S>; template <class S> using FunctionRef = std::function<S>; typedef std::function<void()> Func; template <class T> using Optional = std::optional<T>; using std::optional; struct Unit {}; constexpr Unit unit{}; }
