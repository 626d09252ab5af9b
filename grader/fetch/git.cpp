#include "fetch/git.hpp"

#include <array>

#include "fetch/source.hpp"

namespace assay::fetch {

std::unexpected<core::Error> git_fault(std::string_view attempt, core::ErrorKind kind) {
  const git_error* problem = git_error_last();
  const std::string cause = problem != nullptr && problem->message != nullptr ? problem->message : "unknown cause";
  return core::fail(kind, std::string(attempt) + ": " + without_credentials(cause));
}

std::string to_string(const git_oid& id) {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  git_oid_tostr(text.data(), text.size(), &id);
  return text.data();
}

}  // namespace assay::fetch
