#pragma once

namespace assay::checks {

/// The virtual file that all stand-ins are in.
inline constexpr const char* stand_in_file = "/assay/stand_ins.hpp";

/// What every stand-in is made of: a class that can be made of anything, becomes anything,
/// and has every operator. `ASSAY_MEMBERS` is defined before it.
inline constexpr const char* stand_in_prelude = R"cpp(
#include <initializer_list>
namespace assay_unknown {
struct tag {};
template <class T> struct bare { typedef T type; };
template <class T> struct bare<const T> { typedef T type; };
template <class T> struct bare<T&> { typedef typename bare<T>::type type; };
template <class T> struct bare<T&&> { typedef typename bare<T>::type type; };
template <bool B, class T> struct when {};
template <class T> struct when<true, T> { typedef T type; };
template <class L, class R> struct either {
  static const bool value = __is_base_of(tag, typename bare<L>::type) || __is_base_of(tag, typename bare<R>::type);
};
// A text is made of what becomes a text, of a character of it or of a list of them: one is enough.
template <class T> struct convertible { typedef T type; };
template <> struct convertible<char> {};
template <> struct convertible<wchar_t> {};
template <> struct convertible<const char*> {};
template <class T> struct convertible<std::initializer_list<T>> {};
struct atom { template <class T> atom(T&&); };
struct braced {
  braced(atom);
  braced(atom, atom);
  braced(atom, atom, atom);
  braced(std::initializer_list<braced>);
};
template <int N> struct any_of;
typedef any_of<0> any;
struct operators : tag {
  template <class T, class = typename convertible<T>::type> operator T() const;
  template <class... A> any operator()(A&&...) const;
  template <class A> any operator[](A&&) const;
  any* operator->() const;
  any& operator*() const;
  any* begin() const;
  any* end() const;
  any operator-() const;
  any operator~() const;
  any& operator++() const;
  any& operator--() const;
  any operator++(int) const;
  any operator--(int) const;
  bool await_ready() const;
  template <class H> void await_suspend(H) const;
  any await_resume() const;
};
template <class... A> struct promise;
#define ASSAY_CONSTRUCTORS(T) \
  T() = default; T(const T&) = default; T(T&&) = default; T(std::initializer_list<assay_unknown::braced>); \
  template <class ASSAY_A, class... ASSAY_B> T(ASSAY_A&&, ASSAY_B&&...); \
  T& operator=(const T&) = default; T& operator=(T&&) = default; template <class ASSAY_A> T& operator=(ASSAY_A&&);
template <int N> struct any_of : operators {
  ASSAY_CONSTRUCTORS(any_of)
  ASSAY_MEMBERS(any_of<N + 1>)
};
template <> struct any_of<4> : operators { ASSAY_CONSTRUCTORS(any_of) };
struct base : operators { ASSAY_CONSTRUCTORS(base) virtual ~base(); };
#define ASSAY_BINARY(R, OP) \
  template <class A, class B> typename when<either<A, B>::value, R>::type operator OP(A&&, B&&);
ASSAY_BINARY(any, +) ASSAY_BINARY(any, -) ASSAY_BINARY(any, *) ASSAY_BINARY(any, /) ASSAY_BINARY(any, %)
ASSAY_BINARY(any, &) ASSAY_BINARY(any, |) ASSAY_BINARY(any, ^)
ASSAY_BINARY(A&&, <<) ASSAY_BINARY(A&&, >>)
ASSAY_BINARY(A&&, +=) ASSAY_BINARY(A&&, -=) ASSAY_BINARY(A&&, *=) ASSAY_BINARY(A&&, /=) ASSAY_BINARY(A&&, |=) ASSAY_BINARY(A&&, &=)
ASSAY_BINARY(bool, ==) ASSAY_BINARY(bool, !=) ASSAY_BINARY(bool, <) ASSAY_BINARY(bool, >) ASSAY_BINARY(bool, <=) ASSAY_BINARY(bool, >=)
#undef ASSAY_BINARY
struct awaiter { bool await_ready() const noexcept; template <class H> void await_suspend(H) const noexcept; void await_resume() const noexcept; };
template <class T> struct promise_of {
  T get_return_object();
  awaiter initial_suspend() noexcept;
  awaiter final_suspend() noexcept;
  void unhandled_exception();
  template <class A> awaiter yield_value(A&&);
  ASSAY_RETURN
};
}
)cpp";

/// A clock of which it is not known how it runs.
inline constexpr const char* stand_in_clock = R"cpp(
namespace assay_unknown {
struct clock {
  typedef std::chrono::nanoseconds duration;
  typedef duration::rep rep;
  typedef duration::period period;
  typedef std::chrono::time_point<clock> time_point;
  static const bool is_steady = false;
  static time_point now() noexcept;
};
}
)cpp";

}  // namespace assay::checks
