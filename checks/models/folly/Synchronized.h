#pragma once
#include <mutex>
#include <shared_mutex>
#include <utility>
namespace folly {
class SharedMutex { public: void lock() { inner_.lock(); } bool try_lock(); void unlock() { inner_.unlock(); } void lock_shared() { inner_.lock(); } void unlock_shared() { inner_.unlock(); } private: std::mutex inner_; };
class SpinLock { public: void lock() { inner_.lock(); } bool try_lock(); void unlock() { inner_.unlock(); } private: std::mutex inner_; };
template <class T, class M> class LockedPtr {
 public:
  explicit LockedPtr(M& mutex, T& value) : mutex_(&mutex), value_(&value) { mutex_->lock(); }
  ~LockedPtr() { mutex_->unlock(); }
  T* operator->() const { return value_; }
  T& operator*() const { return *value_; }
  void unlock();
  explicit operator bool() const;
 private:
  M* mutex_;
  T* value_;
};
template <class T, class M = SharedMutex> class Synchronized {
 public:
  Synchronized(); template <class... A> explicit Synchronized(A&&...);
  LockedPtr<T, M> wlock() { return LockedPtr<T, M>(mutex_, value_); }
  LockedPtr<const T, M> rlock() const { return LockedPtr<const T, M>(mutex_, value_); }
  LockedPtr<T, M> lock() { return LockedPtr<T, M>(mutex_, value_); }
  LockedPtr<T, M> operator->() { return LockedPtr<T, M>(mutex_, value_); }
  template <class F> auto withWLock(F&& f) { std::lock_guard<M> guard(mutex_); return f(value_); }
  template <class F> auto withRLock(F&& f) const { std::lock_guard<M> guard(mutex_); return f(value_); }
  template <class F> auto withLock(F&& f) { std::lock_guard<M> guard(mutex_); return f(value_); }
  T copy() const; Synchronized& operator=(const T&);
 private:
  mutable M mutex_;
  T value_;
};
}
