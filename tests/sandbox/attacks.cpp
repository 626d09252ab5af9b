#include "attacks.hpp"

namespace assay::sandbox::testing {

namespace {

using enum Needs;

std::vector<Attack> on_files() {
  return {
      {"Files", "read_secret", {"read_file", "{file}"}, "got {secret}", "held ENOENT"},
      {"Files", "climb_out", {"climb_out", "{file}"}, "got {secret}", "held ENOENT"},
      {"Files", "climb_out_by_proc", {"climb_out_by_proc", "{file}"}, "got {secret}", "held ENOENT"},
      {"Files", "read_users", {"read_file", "/etc/passwd"}, "got root:*", "held ENOENT"},
      {"Files", "read_passwords", {"read_file", "/etc/shadow"}, "got root:*", "held ENOENT", root},
      {"Files", "read_host_name", {"read_file", "/etc/hostname"}, "got *", "held ENOENT"},
      {"Files", "write_program", {"open_to_write", "/usr/bin/env"}, "got it", "held EACCES", root},
      {"Files", "write_loader_cache", {"open_to_write", "/etc/ld.so.cache"}, "got it", "held EACCES", root},
      {"Files", "write_alternatives", {"make_file", "/etc/alternatives"}, "got it", "held EROFS", root},
      {"Files", "write_root", {"make_file", "/"}, "got it", "held EROFS", root},
      {"Files", "write_devices", {"make_file", "/dev"}, "got it", "held EROFS", root},
      {"Files", "write_tmp", {"make_file", "/mnt"}, "got it", "held ENOENT"},
      {"Files", "set_times_of_usr", {"writable_mount", "/usr"}, "got it", "held EROFS"},
      {"Files", "set_times_of_null", {"writable_mount", "/dev/null"}, "got it", "held EROFS"},
      {"Files", "set_times_of_random", {"writable_mount", "/dev/random"}, "got it", "held EROFS"},
  };
}

std::vector<Attack> on_settings() {
  return {
      {"Settings", "core_pattern", {"open_to_write", "/proc/sys/kernel/core_pattern"}, "got it", "held EACCES", root},
      {"Settings", "host_name", {"open_to_write", "/proc/sys/kernel/hostname"}, "got it", "held EACCES", root},
      {"Settings", "overcommit", {"open_to_write", "/proc/sys/vm/overcommit_memory"}, "got it", "held EACCES", root},
      {"Settings", "key_press", {"open_to_write", "/proc/sysrq-trigger"}, "got it", "held *", root_and_kernel},
      {"Settings", "interrupts", {"open_to_write", "/proc/irq/default_smp_affinity"}, "got it", "held *", root_and_kernel},
      {"Settings", "own_oom_score", {"open_to_write", "/proc/self/oom_score_adj"}, "got it", "held EROFS"},
      {"Settings", "inits_oom_score", {"open_to_write", "/proc/{init}/oom_score_adj"}, "got it", "held EACCES"},
      {"Settings", "own_user_map", {"open_to_write", "/proc/self/uid_map"}, "got it", "held EROFS"},
      {"Settings", "sysfs", {"open_to_read", "/sys/kernel"}, "got it", "held ENOENT"},
      {"Settings", "cgroups", {"open_to_read", "/sys/fs/cgroup"}, "got it", "held ENOENT"},
      {"Settings", "kernel_memory", {"open_to_read", "/proc/kcore"}, "got it", "held *", root_and_kernel},
      {"Settings", "kernel_messages", {"open_to_read", "/proc/kmsg"}, "got it", "held *", root_and_kernel},
  };
}

std::vector<Attack> on_devices() {
  return {
      {"Devices", "make_memory", {"make_memory", "{scratch}"}, "got it", "held EPERM", root},
      {"Devices", "make_terminal", {"make_terminal", "{scratch}"}, "got it", "held EPERM", root},
      {"Devices", "make_disk", {"make_disk", "{scratch}"}, "got it", "held EPERM", root},
      {"Devices", "virtual_machines", {"open_to_read", "/dev/kvm"}, "got it", "held ENOENT", root_and_kernel},
      {"Devices", "memory", {"open_to_read", "/dev/mem"}, "got it", "held ENOENT", root_and_kernel},
      {"Devices", "kernel_log", {"open_to_read", "/dev/kmsg"}, "got it", "held ENOENT", root_and_kernel},
      {"Devices", "disk", {"open_to_read", "/dev/loop-control"}, "got it", "held ENOENT", root_and_kernel},
      {"Devices", "fuse", {"open_to_read", "/dev/fuse"}, "got it", "held ENOENT", root_and_kernel},
      {"Devices", "tunnel", {"open_to_read", "/dev/net/tun"}, "got it", "held ENOENT", root_and_kernel},
      {"Devices", "terminals", {"open_to_read", "/dev/ptmx"}, "got it", "held ENOENT", kernel},
      {"Devices", "push_input", {"push_input"}, "got past", "held EPERM"},
      {"Devices", "push_input_high", {"push_input_high"}, "got past", "held EPERM"},
      {"Devices", "console_selection", {"console_selection"}, "got past", "held EPERM"},
  };
}

std::vector<Attack> on_processes() {
  return {
      {"Processes", "see", {"see", "{victim}"}, "got it", "held ENOENT"},
      {"Processes", "read_environment", {"read_environment", "{victim}"}, "got SECRET={secret}", "held ENOENT"},
      {"Processes", "read_descriptor", {"read_through_descriptor", "{victim}"}, "got {secret}", "held ENOENT"},
      {"Processes", "open_memory", {"open_memory", "{victim}"}, "got it", "held ENOENT"},
      {"Processes", "trace", {"trace", "{victim}"}, "got it", "held EPERM"},
      {"Processes", "trace_with_leave", {"trace", "{victim}"}, "got it", "held ESRCH", nothing, {Allow::ptrace}},
      {"Processes", "limit", {"limit_another", "{victim}"}, "got it", "held EPERM"},
      {"Init", "read_environment", {"read_environment", "{init}"}, "got SECRET={secret}", "held EACCES"},
      {"Init", "open_memory", {"open_memory", "{init}"}, "got it", "held EACCES"},
      {"Init", "read_maps", {"read_maps", "{init}"}, "got it", "held EACCES"},
      {"Init", "enter_folder", {"enter_folder", "{init}"}, "got it", "held EACCES"},
      {"Init", "enter_root", {"enter_root", "{init}"}, "got it", "held EACCES"},
      {"Init", "hold_program", {"hold_program", "{init}"}, "got it", "held EACCES"},
      {"Init", "hold_namespace", {"hold_namespace", "{init}"}, "got it", "held EACCES"},
      {"Init", "open_descriptor", {"open_descriptor", "{init}", "fd/0"}, "got it", "held EACCES"},
      {"Init", "trace", {"trace", "{init}"}, "got it", "held EPERM"},
      {"Init", "trace_with_leave", {"trace", "{init}"}, "got it", "held EPERM", nothing, {Allow::ptrace}},
      {"Init", "open_memory_with_leave", {"open_memory", "{init}"}, "got it", "held EACCES", nothing, {Allow::ptrace}},
      {"Init", "limit", {"limit_another", "{init}"}, "got it", "held EPERM"},
      {"Processes", "read_memory", {"read_memory"}, "got it", "held EPERM"},
      {"Processes", "write_memory", {"write_memory"}, "got it", "held EPERM"},
      {"Processes", "advise_memory", {"advise_memory"}, "got past", "held EPERM"},
      {"Processes", "compare", {"compare"}, "got it", "held EPERM", kernel},
      {"Processes", "take_descriptor", {"take_descriptor"}, "got it", "held EPERM"},
      {"Processes", "trace_me", {"trace_me"}, "got it", "held EPERM"},
  };
}

std::vector<Attack> on_shared_objects() {
  return {
      {"Shared", "memory", {"shared_memory", "{shm}"}, "got {secret}", "held EINVAL"},
      {"Shared", "message", {"message", "{msg}"}, "got {secret}", "held EINVAL"},
      {"Shared", "semaphore", {"semaphore", "{sem}"}, "got it", "held EINVAL"},
      {"Shared", "message_queue", {"message_queue", "{mq}"}, "got {secret}", "held ENOENT"},
      {"Shared", "named_memory", {"named_memory", "{memory}"}, "got {secret}", "held ENOENT"},
      {"Shared", "key", {"key", "{key}"}, "got {secret}", "absent"},
      {"Shared", "key_session", {"key_session"}, "got it", "absent"},
      {"Shared", "add_key", {"add_key"}, "got it", "absent"},
      {"Shared", "request_key", {"request_key"}, "got past", "absent"},
      {"Shared", "abstract_socket", {"abstract_name", "{abstract}"}, "got {secret}", "held ECONNREFUSED"},
      {"Shared", "named_socket", {"named", "{socket}"}, "got {secret}", "held ENOENT"},
      {"Shared", "host_name", {"rename_host"}, "got it", "held EPERM", root},
  };
}

std::vector<Attack> on_the_network() {
  const std::set<Allow> loopback{Allow::loopback_network};
  return {
      {"Network", "host_port", {"port", "{port}"}, "got {secret}", "held EAFNOSUPPORT"},
      {"Network", "host_port_with_loopback", {"port", "{port}"}, "got {secret}", "held ECONNREFUSED", nothing, loopback},
      {"Network", "abstract_with_loopback", {"abstract_name", "{abstract}"}, "got {secret}", "held ECONNREFUSED", nothing, loopback},
      {"Network", "inet", {"inet"}, "got it", "held EAFNOSUPPORT"},
      {"Network", "inet_high", {"inet_high"}, "got it", "held EAFNOSUPPORT"},
      {"Network", "inet_datagram", {"inet_datagram"}, "got it", "held EAFNOSUPPORT"},
      {"Network", "inet6", {"inet6"}, "got it", "held EAFNOSUPPORT"},
      {"Network", "raw", {"raw"}, "got it", "held EPERM", root, loopback},
      {"Network", "netlink", {"netlink"}, "got it", "held EAFNOSUPPORT", nothing, loopback},
      {"Network", "packet", {"packet"}, "got it", "held EAFNOSUPPORT", root, loopback},
      {"Network", "vsock", {"vsock"}, "got it", "held EAFNOSUPPORT", nothing, loopback},
      {"Network", "other_protocol", {"other_protocol"}, "got it", "held EPROTONOSUPPORT", nothing, loopback},
      {"Network", "pair", {"pair"}, "got past", "held EAFNOSUPPORT", nothing, loopback},
  };
}

std::vector<Attack> on_mounts() {
  std::vector<Attack> all{
      {"Mounts", "mount", {"mount", "{scratch}"}, "got it", "violation", root},
      {"Mounts", "bind_root", {"bind_root", "{scratch}"}, "got it", "violation", root},
      {"Mounts", "unmount", {"unmount"}, "got it", "violation", root},
      {"Mounts", "remount_writable", {"remount_writable"}, "got it", "violation", root},
      {"Mounts", "swap_root", {"swap_root"}, "got it", "violation", root},
      {"Mounts", "open_tree", {"open_tree"}, "got it", "violation", root},
      {"Mounts", "move_mount", {"move_mount"}, "got past", "violation", root},
      {"Mounts", "open_file_system", {"open_file_system"}, "got it", "violation", root},
      {"Mounts", "configure_file_system", {"configure_file_system"}, "got past", "violation"},
      {"Mounts", "mount_opened", {"mount_opened"}, "got past", "violation", root},
      {"Mounts", "pick_file_system", {"pick_file_system"}, "got it", "violation", root},
      {"Mounts", "set_mount_attributes", {"set_mount_attributes"}, "got it", "violation", root},
      {"Mounts", "enter_namespace", {"enter_namespace"}, "got it", "violation", root},
      {"Mounts", "change_root", {"change_root"}, "got it", "held EPERM", root},
      {"Mounts", "open_by_handle", {"open_by_handle"}, "got it", "violation", root},
      {"Namespaces", "unshare_time", {"unshare", "time"}, "got it", "held EPERM", kernel},
      {"Namespaces", "clone3_user", {"clone3", "user"}, "got it", "absent"},
      {"Namespaces", "clone3_time", {"clone3", "time"}, "got it", "absent", kernel},
  };
  static const std::vector<std::string> kinds{"user", "pid", "net", "mnt", "uts", "ipc", "cgroup"};
  static const std::vector<std::string> unshared{"unshare_user", "unshare_pid", "unshare_net", "unshare_mnt",
                                                 "unshare_uts", "unshare_ipc", "unshare_cgroup"};
  static const std::vector<std::string> cloned{"clone_user", "clone_pid", "clone_net", "clone_mnt",
                                               "clone_uts", "clone_ipc", "clone_cgroup"};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    all.push_back({"Namespaces", unshared[i].c_str(), {"unshare", kinds[i]}, "got it", "held EPERM", root});
    all.push_back({"Namespaces", cloned[i].c_str(), {"clone", kinds[i]}, "got it", "held EPERM", root});
  }
  return all;
}

std::vector<Attack> on_privileges() {
  return {
      {"Time", "set_time", {"set_time"}, "got it", "violation", root},
      {"Time", "set_clock", {"set_clock"}, "got past", "violation"},
      {"Time", "adjust_time", {"adjust_time"}, "got it", "held EPERM"},
      {"Time", "adjust_clock", {"adjust_clock"}, "got it", "held EPERM"},
      {"Time", "hardware_clock", {"open_to_read", "/dev/rtc0"}, "got it", "held ENOENT", root_and_kernel},
      {"Machine", "reboot", {"reboot"}, "got past", "violation", root},
      {"Machine", "load_kernel", {"load_kernel"}, "got past", "violation", root_and_kernel},
      {"Machine", "load_kernel_file", {"load_kernel_file"}, "got past", "violation", root_and_kernel},
      {"Machine", "load_module", {"load_module"}, "got past", "violation", root_and_kernel},
      {"Machine", "load_module_file", {"load_module_file"}, "got past", "violation", root_and_kernel},
      {"Machine", "remove_module", {"remove_module"}, "got past", "violation", root_and_kernel},
      {"Machine", "swap_on", {"swap_on"}, "got past", "violation", root_and_kernel},
      {"Machine", "swap_off", {"swap_off"}, "got past", "violation", root_and_kernel},
      {"Machine", "account", {"account"}, "got past", "violation", root_and_kernel},
      {"Machine", "quota", {"quota"}, "got past", "violation", kernel},
      {"Machine", "all_ports", {"all_ports"}, "got it", "violation", root_and_kernel},
      {"Machine", "one_port", {"one_port"}, "got it", "violation", root_and_kernel},
      {"Machine", "hang_up", {"hang_up"}, "got it", "violation", root},
      {"Machine", "sync_host", {"sync_host"}, "got past", "held without effect"},
      {"Priority", "real_time", {"real_time"}, "got it", "held EPERM", root},
      {"Priority", "raise_priority", {"raise_priority"}, "got it", "held EACCES", root},
      {"Priority", "raise_io_priority", {"raise_io_priority"}, "got it", "held EPERM", root},
      {"Priority", "lock_memory", {"lock_memory"}, "got it", "held ENOMEM", root},
      {"Priority", "core_scheduling", {"core_scheduling"}, "got past", "held EPERM", kernel},
      {"Users", "become_root", {"become_root"}, "got it", "held EINVAL", root},
      {"Users", "keep_capabilities", {"keep_capabilities"}, "got Cap*", "held EPERM", root},
      {"Users", "gain_by_executing", {"gain_by_executing"}, "got it", "held EPERM"},
  };
}

std::vector<Attack> on_the_kernel() {
  return {
      {"Kernel", "io_uring", {"io_uring"}, "got it", "absent", kernel},
      {"Kernel", "bpf", {"bpf"}, "got it", "held EPERM", root_and_kernel},
      {"Kernel", "perf", {"perf"}, "got it", "held EPERM", root_and_kernel},
      {"Kernel", "userfaultfd", {"userfaultfd"}, "got it", "held EPERM", root_and_kernel},
      {"Kernel", "kernel_log", {"kernel_log"}, "got it", "held EPERM", root},
      {"Kernel", "fanotify", {"fanotify"}, "got it", "held EPERM", root_and_kernel},
      {"Kernel", "inotify", {"inotify"}, "got it", "held EBADF", kernel},
      {"Kernel", "dnotify", {"dnotify"}, "got it", "held EINVAL", kernel},
      {"Kernel", "change_segments", {"change_segments"}, "got it", "held EPERM", kernel},
      {"Kernel", "read_implies_exec", {"read_implies_exec"}, "got it", "held EPERM"},
      {"Kernel", "asynchronous_io", {"asynchronous_io"}, "got it", "absent", kernel},
      {"Kernel", "secret_memory", {"secret_memory"}, "got it", "absent", kernel},
      {"Kernel", "huge_pages", {"huge_pages"}, "got it", "held ENOMEM", kernel},
      {"Kernel", "huge_file", {"huge_file"}, "got it", "held ENOMEM", kernel},
      {"Kernel", "unknown_call", {"unknown_call"}, "got past", "absent", kernel},
#ifdef __x86_64__
      {"Kernel", "call_32_bit", {"call_32_bit"}, "got it", "violation"},
      {"Kernel", "call_x32", {"call_x32"}, "got it", "violation", kernel},
#endif
  };
}

}  // namespace

const std::vector<Attack>& attacks() {
  static const std::vector<Attack> all = [] {
    std::vector<Attack> joined;
    for (const auto& part : {on_files(), on_settings(), on_devices(), on_processes(), on_shared_objects(),
                             on_the_network(), on_mounts(), on_privileges(), on_the_kernel()}) {
      joined.insert(joined.end(), part.begin(), part.end());
    }
    return joined;
  }();
  return all;
}

}  // namespace assay::sandbox::testing
