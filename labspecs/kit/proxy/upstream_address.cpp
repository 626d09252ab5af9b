#include "proxy/upstream_address.hpp"

#include <sys/un.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>

namespace assay::kit::proxy {
namespace {

namespace asio = boost::asio;

constexpr std::size_t longest_path = sizeof(sockaddr_un::sun_path) - 1;

std::string without_brackets(const std::string& host) {
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  return bracketed ? host.substr(1, host.size() - 2) : host;
}

}  // namespace

core::Result<std::vector<asio::generic::stream_protocol::endpoint>> resolve_upstream(asio::io_context& io,
                                                                                    const std::string& address) {
  const auto wrong = [&](const std::string& why) {
    return core::fail(core::ErrorKind::infrastructure, "the upstream \"" + address + "\": " + why);
  };
  if (address.starts_with('/')) {
    if (address.size() > longest_path) return wrong("the path is longer than a Unix socket's can be");
    return std::vector<asio::generic::stream_protocol::endpoint>{asio::local::stream_protocol::endpoint(address)};
  }
  const auto colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0) return wrong("neither host:port nor a path");
  asio::ip::tcp::resolver resolver(io);
  boost::system::error_code error;
  const auto found = resolver.resolve(without_brackets(address.substr(0, colon)), address.substr(colon + 1), error);
  if (error) return wrong(error.message());
  std::vector<asio::generic::stream_protocol::endpoint> endpoints;
  for (const auto& entry : found) endpoints.emplace_back(entry.endpoint());
  return endpoints;
}

}  // namespace assay::kit::proxy
