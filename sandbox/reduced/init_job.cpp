#include "sandbox/reduced/init_job.hpp"

#include <cstdlib>
#include <cstring>

namespace assay::sandbox::reduced {

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
  std::vector<char*> list() {
    std::vector<char*> fields;
    for (unsigned long count = number(); count > 0; --count) fields.push_back(next());
    fields.push_back(nullptr);
    return fields;
  }

 private:
  char* at_;
  char* end_;
};

}  // namespace

InitJob parse_job(std::string& text) {
  Fields fields(text);
  InitJob job;
  job.directory = fields.next();
  job.killing = static_cast<protocol::Killing>(fields.number());
  job.user = static_cast<uid_t>(fields.number());
  job.killer = static_cast<uid_t>(fields.number());
  job.abi = static_cast<int>(fields.number());
  job.file_size = fields.number();
  job.open_files = fields.number();
  job.stack = fields.number();
  job.processes = fields.number();
  for (unsigned long count = fields.number(); count > 0; --count) {
    const char* right = fields.next();
    job.rules.push_back({static_cast<protocol::Right>(right ? *right : 'r'), fields.next()});
  }
  for (unsigned long count = fields.number(); count > 0; --count) job.inside.push_back(static_cast<int>(fields.number()));
  job.arguments = fields.list();
  job.environment = fields.list();
  return job;
}

}  // namespace assay::sandbox::reduced
