// The rules of `diagnose`, one a requirement. Each adds at least one diagnosis; what a container's
// confinement is to blame for has `in_the_container` as its remedy, and is mended in one place.
#pragma once

#include <vector>

#include "sandbox/survey/diagnosis.hpp"

namespace assay::sandbox::survey {

using Diagnoses = std::vector<Diagnosis>;

void diagnose_kernel(const Survey& survey, Diagnoses& all);
void diagnose_bubblewrap(const Survey& survey, Diagnoses& all);
void diagnose_user_namespaces(const Survey& survey, Diagnoses& all);
void diagnose_proc(const Survey& survey, Diagnoses& all);
void diagnose_mounting(const Survey& survey, Diagnoses& all);
void diagnose_cgroups(const Survey& survey, Diagnoses& all);
void diagnose_landlock(const Survey& survey, Diagnoses& all);

/// Points to the diagnosis "container".
[[nodiscard]] Remedy in_the_container();
[[nodiscard]] bool is_in_the_container(const Remedy& remedy);

/// How a container is started so that the sandbox works in it: for its runtime, or for the CI
/// service whose job it is.
[[nodiscard]] std::vector<Remedy> container_remedies(const Survey& survey);

/// "Docker", "Podman, rootless".
[[nodiscard]] std::string name_of(const Surroundings& surroundings);

/// The command that installs a package, by the distribution's manager.
[[nodiscard]] std::string install_command(const Surroundings& surroundings, const std::string& package);

/// "sudo " for an ordinary user, else nothing.
[[nodiscard]] std::string as_root(const Survey& survey);

}  // namespace assay::sandbox::survey
