// The broker of the network suite: the judge's own HTTP server, behind the judge's own fault
// proxy, behind a port in the subject's box.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/server.hpp"
#include "proxy/proxy.hpp"
#include "support/words.hpp"

namespace judge {

namespace http = assay::kit::http;
namespace proxy = assay::kit::proxy;

/// How a destination answers, from now on.
struct Answering {
  unsigned status = 200;
  Duration delay{};
};

/// One request, as the server saw it.
struct Arrival {
  std::uint32_t message = 0;  ///< from the field Message-Id; 0 where there is none
  std::string destination;    ///< from the target
  http::Exchange exchange;
};

class NetworkDownstream {
 public:
  /// `entrance` listens where the subject connects to.
  explicit NetworkDownstream(assay::util::Fd entrance);

  void answer(const std::string& destination, Answering how);
  proxy::FaultId begin(proxy::Fault fault) { return proxy_->add(std::move(fault)); }
  void end(proxy::FaultId fault) { proxy_->remove(fault); }

  /// The reply to this message, which no one can know who has not got it.
  [[nodiscard]] std::string reply_to(std::uint32_t message) const;

  /// In the order in which they came.
  [[nodiscard]] std::vector<Arrival> arrivals() const;
  [[nodiscard]] proxy::Activity activity() const { return proxy_->activity(); }

 private:
  [[nodiscard]] http::Response respond(const http::Request& request);

  const std::uint64_t secret_;
  std::mutex mutex_;  // guards what follows; the server's thread asks for it
  std::map<std::string, Answering> answering_;
  std::unique_ptr<http::Server> server_;  // these two end before what they use
  std::unique_ptr<proxy::Proxy> proxy_;
};

}  // namespace judge
