// What is in a box's /dev.
#pragma once

namespace assay::sandbox {

struct Device {
  const char* name;
  unsigned minor;
};

/// Character devices of the kernel's memory driver (Documentation/admin-guide/devices.txt, major 1). All are
/// harmless to whoever has them, and there is no other: no terminal, no disk.
inline constexpr unsigned memory_devices_major = 1;
inline constexpr Device devices[] = {{"null", 3}, {"zero", 5}, {"full", 7}, {"random", 8}, {"urandom", 9}};

struct DeviceLink {
  const char* name;
  const char* target;
};

inline constexpr DeviceLink device_links[] = {{"fd", "/proc/self/fd"},
                                              {"stdin", "/proc/self/fd/0"},
                                              {"stdout", "/proc/self/fd/1"},
                                              {"stderr", "/proc/self/fd/2"}};

}  // namespace assay::sandbox
