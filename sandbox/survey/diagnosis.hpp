// From a survey to what is missing and how to mend it; pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sandbox/survey/survey.hpp"

namespace assay::sandbox::survey {

enum class Standing {
  well,
  advice,   ///< nothing depends on it now
  missing,  ///< the sandbox cannot be set up without it
};

[[nodiscard]] std::string_view to_string(Standing standing);

/// One way of mending something.
struct Remedy {
  std::string when;                ///< a heading: "in the workflow, for a job in a container"
  std::vector<std::string> lines;  ///< to type or to write into a file; those that begin with '#' explain
};

struct Diagnosis {
  std::string what;   ///< "user namespaces"
  Standing standing = Standing::well;
  std::string found;  ///< what is there, or what is wrong with it
  std::string why;    ///< why it matters; empty where it is well
  std::vector<Remedy> remedies;  ///< any of them; the best first
};

/// Every requirement of the sandbox, held against the machine. Never empty.
[[nodiscard]] std::vector<Diagnosis> diagnose(const Survey& survey);

/// The machine in a line: "Linux 6.1.0-18-amd64, debian 12, as root, in Docker".
[[nodiscard]] std::string describe(const Survey& survey);

/// The diagnoses once a whole box has been tried: where it worked nothing is missing, whatever
/// the survey says, and that becomes advice.
[[nodiscard]] std::vector<Diagnosis> reconcile(std::vector<Diagnosis> diagnoses, bool box_works);

}  // namespace assay::sandbox::survey
