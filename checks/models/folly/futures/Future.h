#pragma once
#include <chrono>
#include <exception>
#include <folly/Function.h>
namespace folly {
class exception_wrapper { public: template <class E> exception_wrapper(E&&); std::string what() const; };
class Executor { public: virtual ~Executor(); virtual void add(Func) = 0; template <class T> struct KeepAlive {}; };
template <class T> class Try { public: bool hasValue() const; bool hasException() const; T& value(); exception_wrapper& exception(); };
template <class T> class SemiFuture { public: T get() &&; template <class D> T get(const D&) &&; template <class F> auto thenValue(F&&) && -> SemiFuture<T>; template <class F> auto thenTry(F&&) && -> SemiFuture<T>; template <class F> auto thenError(F&&) && -> SemiFuture<T>; template <class E> auto via(E&&) && -> SemiFuture<T>; bool isReady() const; };
template <class T> using Future = SemiFuture<T>;
template <class T> class Promise { public: void setValue(T); void setException(exception_wrapper); SemiFuture<T> getSemiFuture(); SemiFuture<T> getFuture(); };
template <class T> SemiFuture<T> makeSemiFuture(T); template <class T> Future<T> makeFuture(T); namespace futures { SemiFuture<Unit> sleep(std::chrono::milliseconds); }
}
