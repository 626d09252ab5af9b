#pragma once
#include <optional>
namespace boost { template <class T> using optional = std::optional<T>; using std::make_optional; struct none_t { template <class T> operator std::optional<T>() const; }; constexpr none_t none{}; }
