#include "sandbox/survey/diagnosis.hpp"

#include <algorithm>
#include <utility>

#include "sandbox/survey/rules.hpp"

namespace assay::sandbox::survey {
namespace {

/// What stands in the container's way, mended in one place.
void add_container(const Survey& survey, Diagnoses& all) {
  std::string blamed;
  for (const auto& diagnosis : all) {
    if (std::ranges::none_of(diagnosis.remedies, is_in_the_container)) continue;
    blamed += (blamed.empty() ? "" : ", ") + diagnosis.what;
  }
  if (blamed.empty()) return;
  all.push_back({"container", Standing::missing, name_of(survey.surroundings) + " confines this process too much: " + blamed,
                 "a sandbox inside a container needs what the container takes away", container_remedies(survey)});
}

}  // namespace

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::well: return "well";
    case Standing::advice: return "advice";
    case Standing::missing: return "missing";
  }
  std::unreachable();
}

std::vector<Diagnosis> diagnose(const Survey& survey) {
  Diagnoses all;
  diagnose_kernel(survey, all);
  diagnose_bubblewrap(survey, all);
  diagnose_user_namespaces(survey, all);
  diagnose_proc(survey, all);
  diagnose_mounting(survey, all);
  diagnose_cgroups(survey, all);
  add_container(survey, all);
  diagnose_landlock(survey, all);
  return all;
}

std::string describe(const Survey& survey) {
  const auto& around = survey.surroundings;
  std::string text = "Linux " + survey.kernel.release;
  if (!around.distribution.empty()) text += ", " + around.distribution;
  if (!around.distribution_version.empty()) text += " " + around.distribution_version;
  text += survey.rights.root ? ", as root" : ", as an ordinary user";
  if (around.container != Container::none) text += ", in " + name_of(around);
  if (around.ci == Ci::github) text += ", a job of GitHub's";
  if (around.ci == Ci::gitlab) text += ", a job of GitLab's";
  if (around.ci == Ci::other) text += ", a CI job";
  return text;
}

std::vector<Diagnosis> reconcile(std::vector<Diagnosis> diagnoses, bool box_works) {
  if (!box_works) return diagnoses;
  for (auto& diagnosis : diagnoses) {
    if (diagnosis.standing == Standing::missing) diagnosis.standing = Standing::advice;
  }
  return diagnoses;
}

}  // namespace assay::sandbox::survey
