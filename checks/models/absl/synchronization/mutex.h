#pragma once
#include <mutex>
#include <absl/base/thread_annotations.h>
#include <absl/time/time.h>
namespace absl {
class Condition { public: template <class... A> explicit Condition(A&&...); };
class Mutex {
 public:
  void lock() { inner_.lock(); }
  void unlock() { inner_.unlock(); }
  void Lock() { inner_.lock(); }
  void Unlock() { inner_.unlock(); }
  bool TryLock(); void ReaderLock(); void ReaderUnlock(); void WriterLock(); void WriterUnlock(); void AssertHeld() const; void Await(const Condition&); bool AwaitWithTimeout(const Condition&, Duration);
 private:
  std::mutex inner_;
};
class MutexLock {
 public:
  explicit MutexLock(Mutex* mutex) : mutex_(mutex) { mutex_->lock(); }
  ~MutexLock() { mutex_->unlock(); }
 private:
  Mutex* mutex_;
};
class ReaderMutexLock {
 public:
  explicit ReaderMutexLock(Mutex* mutex) : mutex_(mutex) { mutex_->lock(); }
  ~ReaderMutexLock() { mutex_->unlock(); }
 private:
  Mutex* mutex_;
};
typedef MutexLock WriterMutexLock;
class CondVar { public: void Wait(Mutex*); bool WaitWithTimeout(Mutex*, Duration); void Signal(); void SignalAll(); };
class Notification { public: void Notify(); bool HasBeenNotified() const; void WaitForNotification() const; bool WaitForNotificationWithTimeout(Duration) const; };
}
