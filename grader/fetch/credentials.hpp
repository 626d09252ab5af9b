// Where a transfer's credentials come from.
#pragma once

#include <git2.h>

#include <string>
#include <string_view>

namespace assay::fetch {

/// A URL taken apart: libgit2 is given the address alone, so that it cannot hand a password
/// to a host that it was redirected to, nor write one anywhere.
struct Address {
  std::string url;       ///< without user and password, but with the user of an ssh URL
  std::string user;      ///< percent-decoded; empty where there is none
  std::string password;
};

[[nodiscard]] Address parse_address(std::string_view url);

/// Answers libgit2's question for credentials: over ssh the keys in the caller's agent, over
/// http and https the URL's own. Each is offered once, so that a refusal by the host ends
/// the transfer.
class Credentials {
 public:
  explicit Credentials(const Address& address) : address_(address) {}
  /// As git_credential_acquire_cb.
  [[nodiscard]] int acquire(git_credential** out, const char* user_from_url, unsigned allowed);

 private:
  const Address& address_;
  bool agent_offered_ = false;
  bool password_offered_ = false;
};

}  // namespace assay::fetch
