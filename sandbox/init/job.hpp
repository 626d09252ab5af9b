// What init has to do, as the grader has written it down: see init_protocol.hpp.
#pragma once

#include <netinet/in.h>
#include <sys/resource.h>

#include <string>
#include <vector>

namespace assay::sandbox::init {

/// Words of the job's text, ended by a null pointer, as execve takes them.
using Words = std::vector<char*>;

struct Job {
  unsigned long disk = 0;
  unsigned long inodes = 0;
  Words folders;
  Words moved_mounts;
  rlim_t file_size = 0;
  rlim_t open_files = 0;
  rlim_t stack = 0;
  std::vector<int> descriptors;    ///< the numbers inside
  std::vector<in_port_t> endpoints;
  unsigned long connectors = 0;
  char* directory = nullptr;
  Words environment;
  std::vector<Words> commands;
};

/// The job's text; false, with errno, where it cannot be read.
[[nodiscard]] bool read_job_text(int file, std::string& text);

/// Points into `text`, which has to stay.
[[nodiscard]] Job parse_job(std::string& text);

}  // namespace assay::sandbox::init
