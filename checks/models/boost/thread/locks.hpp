#pragma once
#include <chrono>
#include <mutex>
namespace boost {
struct defer_lock_t {}; struct try_to_lock_t {}; struct adopt_lock_t {};
constexpr defer_lock_t defer_lock{}; constexpr try_to_lock_t try_to_lock{}; constexpr adopt_lock_t adopt_lock{};
template <class M> class unique_lock;
template <class M> class lock_guard;
class mutex { public: void lock(); bool try_lock(); void unlock(); typedef unique_lock<mutex> scoped_lock; };
class timed_mutex { public: void lock(); bool try_lock(); template <class D> bool try_lock_for(const D&); void unlock(); };
class recursive_mutex { public: void lock(); bool try_lock(); void unlock(); };
class shared_mutex { public: void lock(); bool try_lock(); void unlock(); void lock_shared(); bool try_lock_shared(); void unlock_shared(); };
template <class M> class lock_guard { public: explicit lock_guard(M&); lock_guard(M&, adopt_lock_t); ~lock_guard(); };
template <class M> class unique_lock {
 public:
  unique_lock() noexcept; explicit unique_lock(M&); unique_lock(M&, defer_lock_t); unique_lock(M&, try_to_lock_t); unique_lock(unique_lock&&); ~unique_lock();
  void lock(); bool try_lock(); void unlock(); bool owns_lock() const; explicit operator bool() const; M* mutex() const;
};
template <class M> class shared_lock {
 public:
  shared_lock() noexcept; explicit shared_lock(M&); shared_lock(M&, defer_lock_t); ~shared_lock();
  void lock(); void unlock(); bool owns_lock() const;
};
template <class... M> class scoped_lock { public: explicit scoped_lock(M&...); ~scoped_lock(); };
enum class cv_status { no_timeout, timeout };
class condition_variable {
 public:
  void notify_one(); void notify_all(); void wait(unique_lock<mutex>&); template <class P> void wait(unique_lock<mutex>&, P);
  template <class D> cv_status wait_for(unique_lock<mutex>&, const D&); template <class D, class P> bool wait_for(unique_lock<mutex>&, const D&, P);
};
}
