// The kernel's age, bubblewrap, and what there is for reduced isolation.
#include <charconv>
#include <string_view>

#include "sandbox/survey/rules.hpp"
#include "sandbox/survey/tree.hpp"

namespace assay::sandbox::survey {
namespace {

struct Version {
  unsigned major = 0;
  unsigned minor = 0;
  friend auto operator<=>(const Version&, const Version&) = default;
};

/// close_range and mount_setattr, which bubblewrap and the launcher use; sandbox/README.md.
constexpr Version least_kernel{5, 12};
/// Since then --size of a tmpfs, --perms and --args are all there.
constexpr Version least_bubblewrap{0, 8};

/// "6.1.0-18-amd64" as 6.1; zeroes where it is no version.
Version version_of(std::string_view text) {
  const auto parts = split(text, ".-+ ");
  Version version;
  if (parts.empty()) return version;
  std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), version.major);
  if (parts.size() > 1) std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), version.minor);
  return version;
}

std::string to_string(Version version) { return std::to_string(version.major) + "." + std::to_string(version.minor); }

Diagnosis old_bubblewrap(const Survey& survey) {
  const bool jammy = survey.surroundings.distribution == "ubuntu" && survey.surroundings.distribution_version == "22.04";
  return {"bubblewrap", Standing::missing,
          survey.bubblewrap.file.string() + " is version " + survey.bubblewrap.version + "; " + to_string(least_bubblewrap) + " or later is needed",
          "older ones lack options that a box is made with",
          {{jammy ? "Ubuntu 22.04 has none: upgrade to 24.04, or build it" : "upgrade the distribution, or build it",
            {as_root(survey) + install_command(survey.surroundings, "meson libcap-dev gcc"),
             "git clone --branch v0.8.0 https://github.com/containers/bubblewrap", "cd bubblewrap && meson setup build && ninja -C build",
             as_root(survey) + "ninja -C build install"}}}};
}

}  // namespace

void diagnose_kernel(const Survey& survey, Diagnoses& all) {
  const std::string& release = survey.kernel.release;
  if (version_of(release) < least_kernel) {
    all.push_back({"kernel", Standing::missing, "Linux " + release + "; " + to_string(least_kernel) + " or later is needed",
                   "older ones lack system calls that a box is made with",
                   {{"upgrade; Debian from 12 and Ubuntu from 22.04 on have a newer one", {}}}});
  } else if (!survey.kernel.seccomp_filters) {
    all.push_back({"kernel", Standing::missing, "Linux " + release + " without seccomp filters",
                   "a box's system calls could not be filtered",
                   {{"boot a kernel that is built with CONFIG_SECCOMP_FILTER=y, as every distribution's is", {}}}});
  } else {
    all.push_back({"kernel", Standing::well, "Linux " + release + ", with seccomp filters", {}, {}});
  }
}

void diagnose_bubblewrap(const Survey& survey, Diagnoses& all) {
  const auto& bubblewrap = survey.bubblewrap;
  const std::string why = "it makes the namespaces of a box";
  if (bubblewrap.file.empty()) {
    all.push_back({"bubblewrap", Standing::missing, "bwrap is not in PATH", why,
                   {{"install it", {as_root(survey) + install_command(survey.surroundings, "bubblewrap")}}}});
    return;
  }
  if (version_of(bubblewrap.version) < least_bubblewrap) {
    all.push_back(old_bubblewrap(survey));
    return;
  }
  if (bubblewrap.setuid) {
    // bubblewrap.c: "--cap-add in setuid mode can be used only by root".
    all.push_back({"bubblewrap", Standing::missing, bubblewrap.file.string() + " is setuid root",
                   "it then gives a box's first process no capability in its namespaces, and sets boxes up with root's rights on "
                   "the machine; user namespaces have made that needless",
                   {{"", {as_root(survey) + "chmod u-s " + bubblewrap.file.string(),
                          "# and, so that an upgrade keeps it, on Debian and Ubuntu",
                          as_root(survey) + "dpkg-statoverride --add root root 0755 " + bubblewrap.file.string()}}}});
    return;
  }
  all.push_back({"bubblewrap", Standing::well, bubblewrap.file.string() + ", " + bubblewrap.version, {}, {}});
}

void diagnose_landlock(const Survey& survey, Diagnoses& all) {
  const int abi = survey.trials.landlock_abi;
  if (abi > 0) {
    all.push_back({"reduced isolation", Standing::well,
                   "possible: Landlock ABI " + std::to_string(abi) + ". It holds less, is used only with --allow-reduced-isolation, "
                   "and is named in every report", {}, {}});
    return;
  }
  all.push_back({"reduced isolation", Standing::advice, "not possible: no Landlock in this kernel",
                 "it is what could stand in where the sandbox cannot be set up, with --allow-reduced-isolation",
                 // landlock(7): CONFIG_SECURITY_LANDLOCK, and "landlock" in lsm= where that is given.
                 {{"boot with Landlock among the security modules (Linux 5.13 or later)", {"lsm=landlock,…"}}}});
}

}  // namespace assay::sandbox::survey
