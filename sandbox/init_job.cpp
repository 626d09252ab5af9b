#include "sandbox/init_job.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>

namespace assay::sandbox {

namespace {

class Encoder {
 public:
  void add(const std::string& field) {
    text_ += field;
    text_ += '\0';
  }
  void add(std::uint64_t number) { add(std::to_string(number)); }
  void add(const std::filesystem::path& path) { add(path.string()); }
  template <typename Entry>
  void add(const std::vector<Entry>& list) {
    add(list.size());
    for (const auto& entry : list) add(entry);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

bool is_below(const std::filesystem::path& path, const std::filesystem::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

/// Mounts that the box's files would cover.
std::vector<std::string> covered_mounts(const Policy& policy) {
  std::vector<std::filesystem::path> folders{"/tmp", "/dev/shm"};
  folders.insert(folders.end(), policy.folders.begin(), policy.folders.end());
  std::vector<std::string> covered;
  for (const auto& mount : policy.mounts) {
    if (std::ranges::any_of(folders, [&](const auto& folder) { return is_below(mount.inside, folder); })) {
      covered.push_back(mount.inside.string());
    }
  }
  return covered;
}

std::string name_of(init_protocol::Step step, const Policy& policy, const std::string& program) {
  using init_protocol::Step;
  switch (step) {
    case Step::none: break;
    case Step::read_job: return "reading the job in the box";
    case Step::drop_capabilities: return "giving up the box's capabilities";
    case Step::make_files: return "making the box's file system (" + core::to_string(policy.limits.disk) + ")";
    case Step::move_mount: return "moving the mounts below the box's own folders";
    case Step::protect: return "making the box's system folders read-only (needs Linux 5.12)";
    case Step::open_endpoints: return "listening on the endpoints in the box";
    case Step::open_connectors: return "making the sockets that connect into the box";
    case Step::send_descriptors: return "handing descriptors out of the box";
    case Step::fork: return "starting a process in the box";
    case Step::change_directory: return "changing to the working directory " + policy.working_directory.string();
    case Step::set_limits: return "setting resource limits";
    case Step::place_descriptors: return "placing the inherited descriptors";
    case Step::filter_calls: return "installing the system call filter";
    case Step::execute: return "executing " + program + " in the box";
  }
  return "starting the program";
}

}  // namespace

std::string encode_job(const Policy& policy, const Command& command) {
  Encoder job;
  job.add(policy.limits.disk.count);
  job.add(policy.limits.inodes);
  job.add(policy.folders);
  job.add(covered_mounts(policy));
  job.add(policy.limits.file_size.count);
  job.add(std::uint64_t{policy.limits.open_files});
  job.add(policy.limits.stack.count);
  std::vector<std::uint64_t> descriptors;
  for (const auto& descriptor : command.descriptors) descriptors.push_back(static_cast<std::uint64_t>(descriptor.inside));
  job.add(descriptors);
  job.add(std::vector<std::uint64_t>(policy.endpoints.begin(), policy.endpoints.end()));
  job.add(std::uint64_t{policy.connectors});
  job.add(policy.working_directory);
  job.add(policy.environment);
  job.add(std::uint64_t{command.then.size() + 1});
  job.add(command.arguments);
  for (const auto& arguments : command.then) job.add(arguments);
  return job.take();
}

std::string describe_failure(const init_protocol::Message& message, const Policy& policy, const std::string& program) {
  return name_of(message.step, policy, program) + ": " + std::strerror(message.value);
}

}  // namespace assay::sandbox
