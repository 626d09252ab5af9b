// Reports as ThreadSanitizer writes them under our options.
#pragma once

#include <string>
#include <string_view>

namespace assay::kit::races {

inline std::string frame(std::string_view function, std::string_view file, unsigned line,
                         std::string_view module = "/subject/subject") {
  const char separator = '\x1f';
  std::string text = "    #0";
  for (const std::string_view part : {function, file, std::string_view(std::to_string(line)), module}) {
    text += separator;
    text += part;
  }
  return text + "\n";
}

inline std::string report(std::string_view kind, std::string_view body) {
  return "==================\nWARNING: ThreadSanitizer: " + std::string(kind) + " (pid=2)\n" + std::string(body) +
         "==================\n";
}

/// Of two accesses, whose frames are given.
inline std::string race(std::string_view one, std::string_view other) {
  return report("data race", "  Write of size 4 at 0x7b1c00000150 by thread T2 (mutexes: write M9):\n" + std::string(one) +
                                 "\n  Previous read of size 4 at 0x7b1c00000150 by thread T1:\n" + std::string(other) +
                                 "\n  Location is heap block of size 344 at 0x7b1c00000000 allocated by thread T1:\n" +
                                 frame("operator new(unsigned long)", "<null>", 0, "/lib/libtsan.so.2") +
                                 "\n  Mutex M9 (0x7b1c00000008) created at:\n" +
                                 frame("pthread_mutex_lock", "<null>", 0, "/lib/libtsan.so.2") +
                                 "\n  Thread T2 (tid=5, running) created by main thread at:\n" +
                                 frame("pthread_create", "<null>", 0, "/lib/libtsan.so.2") + "\n");
}

}  // namespace assay::kit::races
