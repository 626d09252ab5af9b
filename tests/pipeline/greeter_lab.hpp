// A small lab of the tests' own, made from the template of `assay lab new`, with a second
// case, so that what one case suffers can be seen not to touch the next.
#pragma once

#include <filesystem>
#include <string>

#include "support/assay_program.hpp"

namespace assay::test {

/// The lab's folder; made once a test program.
[[nodiscard]] std::filesystem::path greeter_lab();

/// A submission whose greeter.cpp is this.
Folder greeter_submission(const std::string& greeter_cpp);

/// The lab's reference.
Folder greeter_reference();

/// The verdict of a case in a report, or "absent".
std::string verdict_of(const nlohmann::json& report, const std::string& case_name);

/// The case's own object; fails the running test where it is not there.
nlohmann::json case_of(const nlohmann::json& report, const std::string& case_name);

inline constexpr const char* ada = "Greeting.NamesWhoIsGreeted";
inline constexpr const char* grace = "Second.NamesSomeoneElse";

}  // namespace assay::test
