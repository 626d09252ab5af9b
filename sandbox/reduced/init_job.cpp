#include "sandbox/reduced/init_job.hpp"

#include "sandbox/job_fields.hpp"

namespace assay::sandbox::reduced {

InitJob parse_job(std::string& text) {
  JobFields fields(text);
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
  job.inside = fields.numbers<int>();
  job.arguments = fields.words();
  job.environment = fields.words();
  return job;
}

}  // namespace assay::sandbox::reduced
