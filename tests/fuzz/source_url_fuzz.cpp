// What a source's address says, and what of it must not be told: grader/fetch/source and
// credentials.
#include <string>

#include "fetch/credentials.hpp"
#include "fetch/source.hpp"
#include "support/fuzz.hpp"

namespace {

using namespace assay;
using fuzz::require;

// A word that no other part of the address can hold.
constexpr std::string_view secret = "s3cr3t";

// The input's first line is what stands before the secret in an address, its second what after.
void check_secret(fuzz::Input input) {
  const std::string before(input.line());
  const std::string after(input.line());
  if (before.find(secret) != before.npos || after.find(secret) != after.npos) return;
  const std::string url = before + std::string(secret) + after;
  const auto address = fetch::parse_address(url);
  if (address.password.find(secret) == std::string::npos) return;
  require(address.url.find(secret) == std::string::npos, "a password does not stay in the address");
  require(fetch::url_without_credentials(url).find(secret) == std::string::npos, "a password is not told");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  const std::string told = fetch::without_credentials(text);
  require(told.size() <= text.size(), "leaving credentials out adds nothing");
  require(fetch::percent_decoded(text).size() <= text.size(), "decoding adds nothing");
  const auto address = fetch::parse_address(text);
  require(address.url.size() <= text.size(), "the address has nothing that was not written");
  require(fetch::parse_address(address.url).password.empty(), "no password is left");
  check_secret(fuzz::Input(text));
  return 0;
}
