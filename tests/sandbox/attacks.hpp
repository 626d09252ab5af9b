// The attacks of probes/attack, what each comes to on the bare host, and what it must come to in a box.
#pragma once

#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "sandbox/policy.hpp"

namespace assay::sandbox::testing {

enum class Needs {
  nothing,
  root,    ///< only root's attempt succeeds bare
  kernel,  ///< the kernel may be built without what is attacked: "absent" is a success too
  root_and_kernel,
};

struct Attack {
  const char* promise;             ///< what it would break, as the tests' group
  const char* name;
  std::vector<std::string> words;  ///< the attack and its arguments, as Prey::fill_in takes them, and {init}, {scratch}
  const char* bare;                ///< what success looks like; one that ends in "*" need only begin so
  const char* box;                 ///< what it must look like in a box; "violation": ended by the filter
  Needs needs = Needs::nothing;
  std::set<Allow> allowed = {};    ///< the box's weakenings
};

[[nodiscard]] const std::vector<Attack>& attacks();

/// For failure messages.
inline void PrintTo(const Attack& attack, std::ostream* out) { *out << attack.promise << ": " << attack.name; }

}  // namespace assay::sandbox::testing
