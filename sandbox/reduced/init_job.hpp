// What assay-reduced-init was asked to do, as it reads it; the format is in protocol.hpp.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <string>
#include <vector>

#include "sandbox/reduced/protocol.hpp"

namespace assay::sandbox::reduced {

struct Rule {
  protocol::Right right = protocol::Right::read;
  const char* path = nullptr;
};

/// Its pointers go into the text that it was parsed from.
struct InitJob {
  const char* directory = nullptr;
  protocol::Killing killing = protocol::Killing::descent;
  uid_t user = 0;    ///< 0: the caller's
  uid_t killer = 0;  ///< see init_killing.cpp
  int abi = 0;
  rlim_t file_size = 0;
  rlim_t open_files = 0;
  rlim_t stack = 0;
  rlim_t processes = 0;  ///< 0: no limit by the kernel
  std::vector<Rule> rules;
  std::vector<int> inside;
  std::vector<char*> arguments;  ///< ended by a null pointer, as is the next
  std::vector<char*> environment;
};

[[nodiscard]] InitJob parse_job(std::string& text);

}  // namespace assay::sandbox::reduced
