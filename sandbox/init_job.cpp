#include "sandbox/init_job.hpp"

#include <cstring>

namespace assay::sandbox {

namespace {

class Encoder {
 public:
  void add(const std::string& field) {
    text_ += field;
    text_ += '\0';
  }
  void add(std::uint64_t number) { add(std::to_string(number)); }
  void add(const std::vector<std::string>& list) {
    add(list.size());
    for (const auto& entry : list) add(entry);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string name_of(init_protocol::Step step, const Policy& policy, const Command& command) {
  using init_protocol::Step;
  switch (step) {
    case Step::none: break;
    case Step::read_job: return "reading the job in the box";
    case Step::open_endpoints: return "listening on the endpoints in the box";
    case Step::fork: return "starting a process in the box";
    case Step::change_directory: return "changing to the working directory " + policy.working_directory.string();
    case Step::set_limits: return "setting resource limits";
    case Step::place_descriptors: return "placing the inherited descriptors";
    case Step::execute: return "executing " + command.arguments.front() + " in the box";
  }
  return "starting the program";
}

}  // namespace

std::string encode_job(const Policy& policy, const Command& command) {
  Encoder job;
  job.add(policy.working_directory.string());
  job.add(policy.limits.file_size.count);
  job.add(policy.limits.open_files);
  job.add(command.descriptors.size());
  for (const auto& descriptor : command.descriptors) job.add(static_cast<std::uint64_t>(descriptor.inside));
  job.add(policy.endpoints.size());
  for (const auto port : policy.endpoints) job.add(std::uint64_t{port});
  job.add(command.arguments);
  job.add(policy.environment);
  return job.take();
}

std::string describe_failure(const init_protocol::Message& message, const Policy& policy, const Command& command) {
  return name_of(message.step, policy, command) + ": " + std::strerror(message.value);
}

}  // namespace assay::sandbox
