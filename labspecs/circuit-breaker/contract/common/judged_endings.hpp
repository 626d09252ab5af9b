// Dead letters and fallback replies that are the judge's, over either host's `ask`.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include "host/protocol.hpp"
#include "lab/dead_letter.hpp"

namespace lab::host {

/// The judge and the host are built from the same contract: what does not unpack was
/// never packed by the other, and there is no one to tell.
template <typename T>
T unpacked(std::string_view bytes) {
  T value;
  if (!protocol::unpack(bytes, value)) std::abort();
  return value;
}

template <typename Host>
class JudgedDeadLetters final : public DeadLetterQueue {
 public:
  explicit JudgedDeadLetters(Host& host) : host_(host) {}
  void put(const DeadLetter& letter) override { host_.ask(protocol::dead_letter, protocol::pack(letter)); }

 private:
  Host& host_;
};

template <typename Host>
class JudgedFallback final : public Fallback {
 public:
  explicit JudgedFallback(Host& host) : host_(host) {}
  std::string reply(const Message& message, Cause cause) override {
    return host_.ask(protocol::fallback, protocol::pack(protocol::FallbackQuestion{message, cause}));
  }

 private:
  Host& host_;
};

}  // namespace lab::host
