#pragma once
#include <boost/chrono.hpp>
#include <boost/thread/locks.hpp>
namespace boost {
class thread { public: thread(); template <class F, class... A> explicit thread(F&&, A&&...); thread(thread&&); ~thread(); void join(); void detach(); bool joinable() const; void interrupt(); };
namespace this_thread { template <class D> void sleep_for(const D&); template <class T> void sleep_until(const T&); void yield(); void interruption_point(); }
class thread_group { public: template <class F> thread* create_thread(F); void join_all(); };
}
