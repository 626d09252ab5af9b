#include "box_fixture.hpp"

namespace assay::sandbox {
namespace {

using namespace std::chrono_literals;
using core::operator""_MiB;
using testing::probe_policy, testing::run_shell;

Policy build_policy() {
  Policy policy = probe_policy();
  policy.environment = {"PATH=/usr/bin:/bin", "HOME=/tmp", "TMPDIR=/tmp"};
  policy.working_directory = "/tmp";
  policy.limits.wall = 90s;
  policy.limits.cpu = 90s;
  policy.limits.memory = 1024_MiB;
  return policy;
}

constexpr const char* program =
    "cat > main.cpp <<'END'\n"
    "#include <iostream>\n"
    "#include <thread>\n"
    "int main() { std::thread([] { std::cout << \"hello\\n\"; }).join(); }\n"
    "END\n";

TEST(Toolchain, BuildsAndRunsWithCMakeAndNinja) {
  const Outcome outcome = run_shell(build_policy(), std::string(program) +
      "printf 'cmake_minimum_required(VERSION 3.25)\\nproject(p CXX)\\nadd_executable(p main.cpp)\\n' > CMakeLists.txt\n"
      "cmake -G Ninja -S . -B b >/dev/null && cmake --build b >/dev/null && ./b/p");
  EXPECT_EQ(outcome.out, "hello\n") << describe(outcome) << outcome.err;
}

TEST(Toolchain, RunsAddressSanitizerWithLeaksWherePtraceIsAllowed) {
  Policy policy = build_policy();
  policy.allowed = {Allow::ptrace};
  const Outcome outcome = run_shell(policy, "echo 'int main() { new int[100]; }' > leak.cpp && "
                                            "g++ -fsanitize=address leak.cpp -o leak && ./leak");
  EXPECT_NE(outcome.err.find("detected memory leaks"), std::string::npos) << describe(outcome) << outcome.err;
}

TEST(Toolchain, RunsThreadSanitizer) {
  const Outcome outcome = run_shell(build_policy(), std::string(program) + "g++ -fsanitize=thread main.cpp -o p && ./p");
  EXPECT_EQ(outcome.out, "hello\n") << describe(outcome) << outcome.err;
}

}  // namespace
}  // namespace assay::sandbox
