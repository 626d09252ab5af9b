// A broker that is spoken to over HTTP/1.1, as the judge serves it.
#pragma once

#include <cstdint>

#include "lab/downstream.hpp"

namespace lab::host {

/// POST /send/<destination> to 127.0.0.1, the destination percent-encoded, with the message's id
/// in `Message-Id` and its payload as the body; a connection a send, so that one that broke is
/// that send's own.
///
/// 2xx is ok, 5xx and 429 a transient error, any other 4xx a permanent one. No whole answer
/// within the timeout, which runs from before the connection is made, is a timeout. All else
/// throws DownstreamError: refused, reset, closed early, not HTTP, longer than 1 MiB, or of a
/// length that the answer does not tell.
class HttpDownstream final : public Downstream {
 public:
  /// Before the first send.
  void connect_to(std::uint16_t port) { port_ = port; }

  Reply send(const Message& message, Duration timeout) override;

 private:
  std::uint16_t port_ = 0;
};

}  // namespace lab::host
