#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <boost/system/error_code.hpp>
namespace boost { namespace asio {
class any_io_executor {};
class io_context {
 public:
  typedef any_io_executor executor_type;
  io_context(); explicit io_context(int);
  std::size_t run(); std::size_t run_one(); std::size_t poll(); void stop(); bool stopped() const; void restart(); executor_type get_executor();
};
typedef io_context io_service;
class thread_pool { public: explicit thread_pool(std::size_t); void join(); void stop(); any_io_executor get_executor(); };
template <class E> class executor_work_guard { public: explicit executor_work_guard(const E&); void reset(); };
template <class C> executor_work_guard<any_io_executor> make_work_guard(C&);
template <class E, class F> void post(E&&, F&&); template <class F> void post(F&&); template <class E, class F> void dispatch(E&&, F&&);
template <class E> class strand { public: explicit strand(const E&); };
template <class E> strand<E> make_strand(const E&);
template <class Clock> class basic_waitable_timer {
 public:
  template <class C> explicit basic_waitable_timer(C&&); template <class C> basic_waitable_timer(C&&, const typename Clock::duration&);
  std::size_t expires_after(const typename Clock::duration&); std::size_t expires_from_now(const typename Clock::duration&); std::size_t expires_at(const typename Clock::time_point&);
  typename Clock::time_point expiry() const; void wait(); template <class F> void async_wait(F&&); std::size_t cancel();
};
typedef basic_waitable_timer<std::chrono::steady_clock> steady_timer; typedef basic_waitable_timer<std::chrono::system_clock> system_timer;
struct mutable_buffer {}; struct const_buffer {};
template <class... A> mutable_buffer buffer(A&&...); template <class S> mutable_buffer dynamic_buffer(S&);
struct use_awaitable_t {}; constexpr use_awaitable_t use_awaitable{}; struct detached_t {}; constexpr detached_t detached{};
namespace ip {
class address { public: std::string to_string() const; }; address make_address(const std::string&);
class tcp {
 public:
  static tcp v4(); static tcp v6();
  class endpoint { public: endpoint(); endpoint(tcp, unsigned short); endpoint(address, unsigned short); };
  class socket {
   public:
    template <class C> explicit socket(C&&); socket(socket&&); void connect(const endpoint&); bool is_open() const; void close(); void close(boost::system::error_code&);
    template <class B> std::size_t write_some(const B&); template <class B> std::size_t read_some(const B&);
    template <class B, class F> void async_read_some(const B&, F&&); template <class F> void async_connect(const endpoint&, F&&);
  };
  class acceptor { public: template <class C> acceptor(C&&, const endpoint&); socket accept(); template <class F> void async_accept(F&&); void close(); };
  class resolver { public: template <class C> explicit resolver(C&&); endpoint* resolve(const std::string&, const std::string&); };
};
}
template <class S, class B> std::size_t write(S&, const B&); template <class S, class B> std::size_t read(S&, const B&);
template <class S, class B, class F> void async_write(S&, const B&, F&&); template <class S, class B, class F> void async_read(S&, const B&, F&&);
template <class S, class E> void connect(S&, const E&);
} }
