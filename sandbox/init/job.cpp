#include "sandbox/init/job.hpp"

#include <unistd.h>

#include "sandbox/job_fields.hpp"

namespace assay::sandbox::init {

bool read_job_text(int file, std::string& text) {
  char buffer[4096];
  ssize_t count;
  while ((count = read(file, buffer, sizeof buffer)) > 0) text.append(buffer, static_cast<std::size_t>(count));
  return count == 0;
}

Job parse_job(std::string& text) {
  JobFields fields(text);
  Job job;
  job.disk = fields.number();
  job.inodes = fields.number();
  job.folders = fields.words();
  job.moved_mounts = fields.words();
  job.file_size = fields.number();
  job.open_files = fields.number();
  job.stack = fields.number();
  job.descriptors = fields.numbers<int>();
  job.endpoints = fields.numbers<in_port_t>();
  job.connectors = fields.number();
  job.directory = fields.next();
  job.environment = fields.words();
  for (unsigned long count = fields.number(); count > 0; --count) job.commands.push_back(fields.words());
  return job;
}

}  // namespace assay::sandbox::init
