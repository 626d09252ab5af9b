// Runs the probe programs of this folder under reduced isolation, and bare.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "box_fixture.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/reduced/machine.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox::testing {

/// Where the program sees the probe's file.
inline std::string probe(const std::string& name) {
  const auto inside = path_inside(ASSAY_PROBES, "/probes");
  return inside ? (*inside / name).string() : inside.error().message;
}

/// A policy that shows the probe programs where `probe` says.
inline Policy reduced_policy() {
  Policy policy;
  policy.mounts.push_back({ASSAY_PROBES, std::filesystem::path(probe("x")).parent_path(), false});
  policy.working_directory = "/tmp";
  return policy;
}

/// The first line that a probe prints without any sandbox. Only for what does no harm so.
inline std::string run_bare(const std::string& arguments) {
  const std::string command = std::string(ASSAY_PROBES) + "/" + arguments;
  const std::unique_ptr<FILE, int (*)(FILE*)> output(popen(command.c_str(), "r"), pclose);
  char line[256] = "";
  return output && std::fgets(line, sizeof line, output.get()) ? line : "";
}

/// A process of our own user that only sleeps, to aim at.
class Bystander {
 public:
  Bystander() : pid_(fork()) {
    if (pid_ != 0) return;
    setpgid(0, 0);
    execl("/bin/sleep", "sleep", "600", nullptr);
    _exit(127);
  }
  Bystander(const Bystander&) = delete;
  Bystander& operator=(const Bystander&) = delete;
  ~Bystander() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  [[nodiscard]] std::string id() const { return std::to_string(pid_); }
  [[nodiscard]] bool lives() const { return waitpid(pid_, nullptr, WNOHANG) == 0; }

 private:
  pid_t pid_;
};

/// A folder of the host's that no policy names, with one file in it.
class HostFolder {
 public:
  HostFolder() {
    auto made = util::TemporaryDirectory::create();
    if (!made) {
      ADD_FAILURE() << made.error().message;
      return;
    }
    folder_.emplace(std::move(*made));
    std::ofstream(file()) << "secret";
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_->path(); }
  [[nodiscard]] std::string file() const { return (path() / "file").string(); }

 private:
  std::optional<util::TemporaryDirectory> folder_;
};

/// Every run is under reduced isolation, with the kernel's own Landlock.
class Reduced : public ::testing::Test {
 protected:
  void SetUp() override { choose_isolation(IsolationChoice::reduced); }
  void TearDown() override { reduced::pretend_landlock_abi(0); }
};

}  // namespace assay::sandbox::testing
