#include "sandbox/policy_check.hpp"

#include <fcntl.h>
#include <sched.h>

#include <algorithm>
#include <set>

#include "sandbox/init_protocol.hpp"

namespace assay::sandbox {

namespace {

/// Below this not even the empty box starts.
constexpr core::Bytes least_memory{std::uint64_t{4} << 20};
/// The arguments and environment are on it; the kernel wants a quarter for them (execve(2)).
constexpr core::Bytes least_stack{std::uint64_t{128} << 10};
constexpr unsigned least_open_files = 8;
constexpr int most_open_files = 1 << 20;
/// Those below are root's (ip(7)), which init is not.
constexpr std::uint16_t first_free_port = 1024;

core::Result<void> refuse(std::string message) { return core::fail(core::ErrorKind::usage, std::move(message)); }

bool is_clean_absolute(const std::filesystem::path& path) {
  return path.is_absolute() && path.native().find('\0') == std::string::npos &&
         std::ranges::none_of(path, [](const auto& part) { return part == ".."; });
}

bool has_zero(const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [](const auto& word) { return word.find('\0') != std::string::npos; });
}

core::Result<void> check_mounts(const std::vector<Mount>& mounts) {
  for (const auto& mount : mounts) {
    if (!is_clean_absolute(mount.inside) || mount.inside == "/") {
      return refuse("a mount's path inside must be absolute, without \"..\" and not /: \"" + mount.inside.string() + "\"");
    }
    std::error_code error;
    if (!std::filesystem::exists(mount.host, error)) {
      return refuse("there is no " + mount.host.string() + " to mount on " + mount.inside.string());
    }
  }
  return {};
}

core::Result<void> check_folders(const Policy& policy) {
  const auto overlap = [](const std::filesystem::path& one, const std::filesystem::path& other) {
    const auto [rest, rest_of_other] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
    return rest == one.end() || rest_of_other == other.end();
  };
  std::vector<std::filesystem::path> taken{"/tmp", "/dev", "/proc", "/usr", "/etc"};
  for (const auto& mount : policy.mounts) {
    // What is mounted below one of them is moved onto it.
    const bool below = std::ranges::any_of(policy.folders, [&](const auto& folder) { return mount.inside != folder && overlap(folder, mount.inside) && mount.inside.native().size() > folder.native().size(); });
    if (!below) taken.push_back(mount.inside);
  }
  for (const auto& folder : policy.folders) {
    if (!is_clean_absolute(folder) || folder == "/") {
      return refuse("a folder of the box must be absolute, without \"..\" and not /: \"" + folder.string() + "\"");
    }
    const auto other = std::ranges::find_if(taken, [&](const auto& one) { return overlap(one, folder); });
    if (other != taken.end()) return refuse("the folder " + folder.string() + " of the box meets " + other->string());
    taken.push_back(folder);
  }
  return {};
}

core::Result<void> check_limits(const Limits& limits) {
  if (limits.wall <= core::Duration::zero() || limits.cpu <= core::Duration::zero()) {
    return refuse("the wall and the CPU limit must be above zero");
  }
  if (limits.memory < least_memory) {
    return refuse("a memory limit of " + core::to_string(limits.memory) + " is below the least, " + core::to_string(least_memory));
  }
  if (limits.processes == 0) return refuse("the process limit must be above zero");
  if (limits.disk.count == 0 || limits.inodes == 0) return refuse("the disk and the inode limit must be above zero");
  if (limits.stack < least_stack) {
    return refuse("a stack limit of " + core::to_string(limits.stack) + " is below the least, " + core::to_string(least_stack));
  }
  if (limits.open_files < least_open_files) {
    return refuse("the limit of open files must be at least " + std::to_string(least_open_files));
  }
  return {};
}

core::Result<void> check_descriptors(const std::vector<InheritedDescriptor>& descriptors) {
  std::set<int> inside;
  for (const auto& descriptor : descriptors) {
    if (fcntl(descriptor.ours, F_GETFD) < 0) {
      return refuse("descriptor " + std::to_string(descriptor.ours) + " to inherit is not open");
    }
    if (descriptor.inside < 3 || descriptor.inside >= most_open_files) {
      return refuse("an inherited descriptor's number inside must be from 3 on, not " + std::to_string(descriptor.inside));
    }
    if (!inside.insert(descriptor.inside).second) {
      return refuse("two descriptors are to be number " + std::to_string(descriptor.inside) + " inside");
    }
  }
  return {};
}

core::Result<void> check_connectors(const Policy& policy) {
  if (policy.connectors == 0) return {};
  if (!policy.allowed.contains(Allow::loopback_network)) {
    return refuse("connectors need a network: Allow::loopback_network");
  }
  if (policy.connectors > init_protocol::most_connectors) {
    return refuse("at most " + std::to_string(init_protocol::most_connectors) + " connectors can be, not " +
                  std::to_string(policy.connectors));
  }
  return {};
}

core::Result<void> check_endpoints(const Policy& policy) {
  if (policy.endpoints.empty()) return {};
  if (!policy.allowed.contains(Allow::loopback_network)) {
    return refuse("endpoints need a network: Allow::loopback_network");
  }
  if (policy.endpoints.size() > init_protocol::most_endpoints) {
    return refuse("at most " + std::to_string(init_protocol::most_endpoints) + " endpoints can be, not " +
                  std::to_string(policy.endpoints.size()));
  }
  std::set<std::uint16_t> ports;
  for (const auto port : policy.endpoints) {
    if (port < first_free_port) return refuse("an endpoint's port must be from 1024 on, not " + std::to_string(port));
    if (!ports.insert(port).second) return refuse("two endpoints are to have the port " + std::to_string(port));
  }
  return {};
}

core::Result<void> check_program(const std::vector<std::string>& arguments) {
  if (arguments.empty() || !arguments.front().starts_with('/')) {
    return refuse("the program must be named by its absolute path inside the box");
  }
  if (has_zero(arguments)) return refuse("an argument holds a zero byte");
  return {};
}

core::Result<void> check_cpu(int cpu) {
  if (cpu < 0) return {};
  cpu_set_t ours;
  if (sched_getaffinity(0, sizeof ours, &ours) == 0 && cpu < CPU_SETSIZE && CPU_ISSET(cpu, &ours)) return {};
  return refuse("there is no processor " + std::to_string(cpu) + " to pin to");
}

}  // namespace

core::Result<void> check(const Policy& policy, const Command& command) {
  if (auto checked = check_program(command.arguments); !checked) return checked;
  for (const auto& arguments : command.then) {
    if (auto checked = check_program(arguments); !checked) return checked;
  }
  if (has_zero(policy.environment)) return refuse("an environment entry holds a zero byte");
  if (!is_clean_absolute(policy.working_directory)) {
    return refuse("the working directory must be absolute: \"" + policy.working_directory.string() + "\"");
  }
  if (auto checked = check_mounts(policy.mounts); !checked) return checked;
  if (auto checked = check_folders(policy); !checked) return checked;
  if (auto checked = check_limits(policy.limits); !checked) return checked;
  if (auto checked = check_descriptors(command.descriptors); !checked) return checked;
  if (auto checked = check_endpoints(policy); !checked) return checked;
  if (auto checked = check_connectors(policy); !checked) return checked;
  return check_cpu(policy.cpu);
}

}  // namespace assay::sandbox
