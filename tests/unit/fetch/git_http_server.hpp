// A git server on a loopback port, with manners that a test chooses.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "support/git_repository.hpp"
#include "util/fd.hpp"

namespace assay::fetch {

/// Serves one repository over the smart HTTP protocol (git's http-protocol.txt and
/// pack-protocol.txt), whole: it sends every object, whatever is wanted.
class GitHttpServer {
 public:
  struct Manners {
    std::string authorization;    ///< asked for in every request, if not empty
    std::string redirect;         ///< where to send the first request of a transfer, if not empty
    bool stalls_in_advertisement = false;
    bool stalls_in_pack = false;  ///< after the first half
    std::string pack;             ///< sent instead of the repository's objects, if not empty
    std::size_t cut = 0;          ///< so many bytes of the pack's end are not sent
    std::size_t tags = 0;         ///< so many more are advertised
  };

  GitHttpServer(support::GitRepository& repository, Manners manners);
  ~GitHttpServer();

  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::vector<std::string> requests() const;  ///< the headers of each

 private:
  void serve(const std::stop_token& stop);
  void answer(int connection, const std::stop_token& stop);
  [[nodiscard]] std::string advertisement() const;
  [[nodiscard]] std::string pack_to_send() const;
  [[nodiscard]] std::string pack() const;

  support::GitRepository& repository_;
  Manners manners_;
  util::Fd listener_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::jthread thread_;
};

}  // namespace assay::fetch
