#include "races/subject/canary.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <thread>
#include <utility>

namespace assay::kit::races {
namespace {

// Each has a name, a place and a variable of its own. Internal linkage: no definition of
// the student's can take the place of one.
template <unsigned which>
volatile unsigned canary_variable = 0;

template <unsigned which>
[[gnu::noinline]] void canary_write() {
  canary_variable<which> = which + 1;
}

template <unsigned which>
[[gnu::noinline]] void canary_rewrite(std::span<std::byte> object) {
  volatile std::byte* const bytes = object.data();
  for (std::size_t i = 0; i < object.size(); ++i) bytes[i] = std::byte{bytes[i]};
}

template <unsigned... which>
constexpr auto writes(std::integer_sequence<unsigned, which...>) {
  return std::array<void (*)(), sizeof...(which)>{&canary_write<which>...};
}

template <unsigned... which>
constexpr auto rewrites(std::integer_sequence<unsigned, which...>) {
  return std::array<void (*)(std::span<std::byte>), sizeof...(which)>{&canary_rewrite<which>...};
}

constexpr auto all = std::make_integer_sequence<unsigned, canaries>{};

}  // namespace

void race_with_ourselves(unsigned which) {
  const auto write = writes(all).at(which);
  std::thread one(write);
  std::thread other(write);
  one.join();
  other.join();
}

void race_with(unsigned which, std::span<std::byte> object, const std::function<void()>& call) {
  const auto rewrite = rewrites(all).at(which);
  // Relaxed: it orders nothing but time, so that the call is the side whose stack is whole.
  std::atomic<bool> rewritten = false;
  std::thread caller([&] {
    while (!rewritten.load(std::memory_order_relaxed)) std::this_thread::yield();
    call();
  });
  std::thread writer([&] {
    rewrite(object);
    rewritten.store(true, std::memory_order_relaxed);
  });
  writer.join();
  caller.join();
}

}  // namespace assay::kit::races
