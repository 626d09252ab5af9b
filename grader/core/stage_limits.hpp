// What a run in the sandbox may use, and which parts of the box may be weakened, as labs and
// operators say it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>

#include "core/bytes.hpp"
#include "core/duration.hpp"

namespace assay::core {

/// What one kind of sandbox run may use; the defaults are those of a subject's process.
struct StageLimits {
  Duration wall = std::chrono::seconds{10};
  Duration cpu = std::chrono::seconds{10};
  Bytes memory{std::uint64_t{512} << 20};
  unsigned processes = 64;
  Bytes output{std::uint64_t{64} << 10};       ///< kept of each of stdout and stderr
  Bytes file_size{std::uint64_t{256} << 20};   ///< of one file
  unsigned open_files = 256;                   ///< descriptors of one process
  Bytes stack{std::uint64_t{8} << 20};         ///< of a process's first thread
  Bytes disk{std::uint64_t{64} << 20};         ///< all files that it has written, together
  unsigned inodes = 8192;                      ///< files and folders that it has made
};

/// Calls `visit(key, field)` for each limit: its key in lab.toml, and a pointer to the member.
/// The only list of them.
template <typename Visit>
constexpr void for_each_limit(Visit visit) {
  visit("wall", &StageLimits::wall);
  visit("cpu", &StageLimits::cpu);
  visit("memory", &StageLimits::memory);
  visit("processes", &StageLimits::processes);
  visit("output", &StageLimits::output);
  visit("file_size", &StageLimits::file_size);
  visit("open_files", &StageLimits::open_files);
  visit("stack", &StageLimits::stack);
  visit("disk", &StageLimits::disk);
  visit("inodes", &StageLimits::inodes);
}

/// The ends of the ranges that a lab's limits are from; the upper ones are also the ceilings
/// where an operator has set none.
inline constexpr StageLimits least_limits{.wall = std::chrono::milliseconds{10},
                                          .cpu = std::chrono::milliseconds{10},
                                          .memory = 16_MiB,
                                          .processes = 1,
                                          .output = 1_KiB,
                                          .file_size = 4_KiB,
                                          .open_files = 16,
                                          .stack = 256_KiB,
                                          .disk = 1_MiB,
                                          .inodes = 16};
inline constexpr StageLimits most_limits{.wall = std::chrono::hours{2},
                                         .cpu = std::chrono::hours{2},
                                         .memory = 64_GiB,
                                         .processes = 4096,
                                         .output = 256_MiB,
                                         .file_size = 64_GiB,
                                         .open_files = 65'536,
                                         .stack = 1_GiB,
                                         .disk = 64_GiB,
                                         .inodes = 10'000'000};

/// A named weakening of the sandbox that a lab may ask for; none reaches out of the box.
enum class Weakening {
  loopback_network,  ///< Internet sockets, in a network namespace of the box's own
  record_locks,      ///< locks of a file's parts; the kernel's memory for them is held against no limit
  ptrace,            ///< the box's processes may trace each other, as some sanitizers do
};

/// Every one of them, by name.
inline constexpr std::string_view weakening_names[] = {"loopback-network", "record-locks", "ptrace"};

/// "loopback-network"; the reverse gives nothing for a name that is none.
[[nodiscard]] std::string_view to_string(Weakening weakening);
[[nodiscard]] std::optional<Weakening> parse_weakening(std::string_view name);

/// What a program of a lab may use and how it may weaken its box: what lab.toml grants, or the
/// most that an operator lets any lab have.
struct Grant {
  StageLimits limits;
  std::set<Weakening> allowed;
};

}  // namespace assay::core
