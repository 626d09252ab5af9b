#pragma once
#include <utility>
namespace tl {
template <class E> class unexpected { public: template <class U> explicit unexpected(U&&); const E& value() const; }; template <class E> unexpected(E) -> unexpected<E>; template <class E> unexpected<E> make_unexpected(E);
template <class T, class E> class expected { public: expected(); template <class U> expected(U&&); bool has_value() const; explicit operator bool() const; T& value(); const T& value() const; T& operator*(); const T& operator*() const; T* operator->(); const T* operator->() const; E& error(); const E& error() const; template <class U> T value_or(U&&) const; template <class F> auto and_then(F&&) const -> expected; template <class F> auto map(F&&) const -> expected; template <class F> auto or_else(F&&) const -> expected; };
template <class E> class expected<void, E> { public: expected(); template <class U> expected(U&&); bool has_value() const; explicit operator bool() const; void value() const; E& error(); const E& error() const; };
}
