// What a program in the sandbox may see and use, as a plain value.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/duration.hpp"

namespace assay::sandbox {

/// A host file or folder shown at another path inside.
struct Mount {
  std::filesystem::path host;    ///< links are followed: never a path that a submission could have replaced
  std::filesystem::path inside;  ///< absolute
  bool writable = false;         ///< to the box's user, see `prepare_writable` in identity.hpp
};

/// What a run may use; whichever is reached first ends it, or is refused it.
struct Limits {
  core::Duration wall = std::chrono::seconds{10};  ///< from start to the last process's end
  core::Duration cpu = std::chrono::seconds{10};   ///< user and system, over all processes
  core::Bytes memory{std::uint64_t{512} << 20};    ///< all processes, the box's files and page cache they dirtied
  unsigned processes = 64;                         ///< processes and threads together
  core::Bytes output{std::uint64_t{1} << 20};      ///< kept of each of stdout and stderr; beyond it is dropped, and said so
  core::Bytes printed{std::uint64_t{256} << 20};   ///< to stdout and stderr together; beyond it the run is ended
  core::Bytes disk{std::uint64_t{64} << 20};       ///< all files together that the box holds: /tmp, /dev/shm and `folders`
  unsigned inodes = 8192;                          ///< files, folders and links there; clearing them away takes time
  core::Bytes file_size{std::uint64_t{256} << 20}; ///< one file's size
  unsigned open_files = 256;                       ///< descriptors a process
  core::Bytes stack{std::uint64_t{8} << 20};       ///< a process's first stack, and a thread's where it asks for no other
};

/// A named weakening of the default policy; each must be asked for by name.
enum class Allow {
  ptrace,            ///< LeakSanitizer needs it
  record_locks,      ///< fcntl's locks of a file's parts, which SQLite needs; they evade the memory limit
  loopback_network,  ///< Internet sockets, in a network namespace of its own with loopback up
};

struct Policy {
  std::vector<Mount> mounts;             ///< beside the read-only system folders (/usr and what links to it)
  /// Empty folders that the program may write beside /tmp and /dev/shm: absolute paths, not below
  /// one of those or of a mount. They are gone with the box; see `Run::files`.
  std::vector<std::filesystem::path> folders;
  std::vector<std::string> environment;  ///< "NAME=value"; nothing of the caller's is inherited
  std::filesystem::path working_directory = "/";
  Limits limits;
  std::set<Allow> allowed;
  /// TCP ports of the box's own 127.0.0.1 on which the caller, outside, accepts what the program
  /// connects to: see `Run::take_endpoint`. From 1024 on, each once; needs Allow::loopback_network.
  std::vector<std::uint16_t> endpoints;
  /// So many TCP sockets of the box's network, not yet connected, by which the caller, outside, reaches what the program
  /// listens on: see `Run::take_connectors`. At most 256; needs Allow::loopback_network.
  unsigned connectors = 0;
  int cpu = -1;  ///< pin every process to this processor, and let none undo it; -1: any
};

}  // namespace assay::sandbox
