#include "sandbox/init/job.hpp"

#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace assay::sandbox::init {

namespace {

/// Cuts the job's text into its fields.
class Fields {
 public:
  explicit Fields(std::string& text) : at_(text.data()), end_(text.data() + text.size()) {}

  char* next() {
    if (at_ >= end_) return nullptr;
    char* field = at_;
    at_ += std::strlen(field) + 1;
    return field;
  }

  unsigned long number() {
    const char* field = next();
    return field ? std::strtoul(field, nullptr, 10) : 0;
  }

  Words words() {
    Words words;
    for (unsigned long count = number(); count > 0; --count) words.push_back(next());
    words.push_back(nullptr);
    return words;
  }

  template <typename Number>
  std::vector<Number> numbers() {
    std::vector<Number> numbers;
    for (unsigned long count = number(); count > 0; --count) numbers.push_back(static_cast<Number>(number()));
    return numbers;
  }

 private:
  char* at_;
  char* end_;
};

}  // namespace

bool read_job_text(int file, std::string& text) {
  char buffer[4096];
  ssize_t count;
  while ((count = read(file, buffer, sizeof buffer)) > 0) text.append(buffer, static_cast<std::size_t>(count));
  return count == 0;
}

Job parse_job(std::string& text) {
  Fields fields(text);
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
  job.directory = fields.next();
  job.environment = fields.words();
  for (unsigned long count = fields.number(); count > 0; --count) job.commands.push_back(fields.words());
  return job;
}

}  // namespace assay::sandbox::init
