#include "fetch/credentials.hpp"


#include "fetch/source.hpp"

namespace assay::fetch {

Address parse_address(std::string_view url) {
  Address address{url_without_credentials(url), {}, {}};
  const auto scheme_end = url.find("://");
  if (scheme_end == url.npos || (url.front() != 'h' && url.front() != 'H')) return address;
  const auto authority = url.substr(scheme_end + 3, url.find_first_of("/?#", scheme_end + 3) - scheme_end - 3);
  const auto at = authority.rfind('@');
  if (at == authority.npos) return address;
  const auto user_info = authority.substr(0, at);
  const auto colon = user_info.find(':');
  address.user = percent_decoded(user_info.substr(0, colon));
  if (colon != user_info.npos) address.password = percent_decoded(user_info.substr(colon + 1));
  return address;
}

int Credentials::acquire(git_credential** out, const char* user_from_url, unsigned allowed) {
  const char* user = user_from_url != nullptr ? user_from_url : "git";
  if ((allowed & GIT_CREDENTIAL_USERNAME) != 0) return git_credential_username_new(out, user);
  if ((allowed & GIT_CREDENTIAL_SSH_KEY) != 0 && !agent_offered_) {
    agent_offered_ = true;
    return git_credential_ssh_key_from_agent(out, user);
  }
  if ((allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT) != 0 && !password_offered_ && !address_.user.empty()) {
    password_offered_ = true;
    return git_credential_userpass_plaintext_new(out, address_.user.c_str(), address_.password.c_str());
  }
  git_error_set_str(GIT_ERROR_CALLBACK,
                    (allowed & GIT_CREDENTIAL_SSH_KEY) != 0
                        ? "the host accepted no key of the ssh agent"
                        : "the host wants other credentials than those in the URL");
  return GIT_EAUTH;
}

}  // namespace assay::fetch
