// Landlock's words (landlock(7), Documentation/userspace-api/landlock.rst), also those that are
// newer than the headers that we may be built with.
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace assay::sandbox::reduced::landlock {

enum Access : std::uint64_t {
  execute = 1ULL << 0,
  write_file = 1ULL << 1,
  read_file = 1ULL << 2,
  read_dir = 1ULL << 3,
  remove_dir = 1ULL << 4,
  remove_file = 1ULL << 5,
  make_char = 1ULL << 6,
  make_dir = 1ULL << 7,
  make_reg = 1ULL << 8,
  make_sock = 1ULL << 9,
  make_fifo = 1ULL << 10,
  make_block = 1ULL << 11,
  make_sym = 1ULL << 12,
  refer = 1ULL << 13,      ///< from ABI 2
  truncate = 1ULL << 14,   ///< from ABI 3
  ioctl_dev = 1ULL << 15,  ///< from ABI 5
};

enum Network : std::uint64_t { bind_tcp = 1ULL << 0, connect_tcp = 1ULL << 1 };            ///< from ABI 4
enum Scope : std::uint64_t { abstract_unix_socket = 1ULL << 0, signal = 1ULL << 1 };       ///< from ABI 6

inline constexpr int abi_of_refer = 2;
inline constexpr int abi_of_truncate = 3;
inline constexpr int abi_of_network = 4;
inline constexpr int abi_of_ioctl = 5;
inline constexpr int abi_of_scopes = 6;

/// struct landlock_ruleset_attr with all that an ABI may know.
struct Ruleset {
  std::uint64_t files = 0;
  std::uint64_t network = 0;
  std::uint64_t scoped = 0;
};

/// struct landlock_path_beneath_attr
struct [[gnu::packed]] PathBeneath {
  std::uint64_t allowed;
  std::int32_t parent;
};

inline constexpr int rule_path_beneath = 1;
inline constexpr unsigned ask_version = 1;

// The numbers are the same on every architecture (asm-generic/unistd.h).
inline constexpr long number_of_create = 444;
inline constexpr long number_of_add = 445;
inline constexpr long number_of_restrict = 446;

/// The kernel's ABI, from 1 on; -1 with errno where it has no Landlock, or it is switched off.
inline int kernel_abi() { return static_cast<int>(syscall(number_of_create, nullptr, 0, ask_version)); }

/// All rights of files and folders that this ABI can take away.
constexpr std::uint64_t all_file_rights(int abi) {
  std::uint64_t rights = refer - 1;
  if (abi >= abi_of_refer) rights |= refer;
  if (abi >= abi_of_truncate) rights |= truncate;
  if (abi >= abi_of_ioctl) rights |= ioctl_dev;
  return rights;
}

}  // namespace assay::sandbox::reduced::landlock
