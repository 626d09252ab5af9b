#include "judge/grant.hpp"

#include <string>

#include "judge/configuration.hpp"
#include "judge/subject.hpp"
#include "sandbox/stage_limits.hpp"

namespace assay::kit {
namespace {

using core::to_string;
using std::to_string;

std::string program() { return "the program '" + configuration().program + "'"; }

template <typename T>
void require(const char* key, T asked, T granted) {
  if (asked <= granted) return;
  throw LabFault("the judge gives " + program() + " a limit of " + to_string(asked) + ", and lab.toml grants " +
                 to_string(granted) + ": raise `" + key + "` in the limits of its [[program]]");
}

}  // namespace

void require_granted(const sandbox::Policy& policy) {
  sandbox::for_each_box_limit([&](const char* key, auto member, auto) {
    require(key, policy.limits.*member, configuration().limits.*member);
  });
  for (const auto allow : policy.allowed) {
    if (configuration().allowed.contains(allow)) continue;
    const std::string name(sandbox::to_string(allow));
    throw LabFault("the judge gives " + program() + " \"" + name + "\", which lab.toml does not grant: add `allow = [\"" +
                   name + "\"]` to its [[program]]");
  }
}

}  // namespace assay::kit
