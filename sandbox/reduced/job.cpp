#include "sandbox/reduced/job.hpp"

#include <cstring>

namespace assay::sandbox::reduced {

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

std::string name_of(const protocol::Message& message, const Plan& plan, const Policy& policy, const Command& command) {
  using protocol::Step;
  switch (message.step) {
    case Step::none: break;
    case Step::read_job: return "reading the job";
    case Step::prepare: return "preparing to hold the run";
    case Step::hold_signals: return "keeping the run's signals in";
    case Step::fork: return "starting a process";
    case Step::change_directory: return "changing to the working directory " + policy.working_directory.string();
    case Step::set_limits: return "setting resource limits";
    case Step::place_descriptors: return "placing the inherited descriptors";
    case Step::rules:
      return "allowing " + (message.rule < 0 ? "what the run may see" : plan.grants[static_cast<std::size_t>(message.rule)].path);
    case Step::change_user: return "changing to the run's user";
    case Step::restrict: return "restricting the program with Landlock";
    case Step::filter: return "installing the system call filter";
    case Step::execute: return "executing " + command.arguments.front();
  }
  return "starting the program";
}

}  // namespace

std::string encode_job(const Plan& plan, const Policy& policy, const Command& command) {
  Encoder job;
  job.add(working_directory_of(policy, plan.scratch).string());
  job.add(static_cast<std::uint64_t>(plan.machine.killing));
  job.add(plan.user ? plan.user->uid() : 0);
  job.add(plan.user ? plan.user->killer() : 0);
  job.add(static_cast<std::uint64_t>(plan.machine.abi));
  job.add(policy.limits.file_size.count);
  job.add(std::uint64_t{policy.limits.open_files});
  job.add(policy.limits.stack.count);
  // One more than the limit is let in: being seen with it is what ends the run.
  job.add(plan.user ? policy.limits.processes + 1 : 0);
  job.add(plan.grants.size());
  for (const auto& grant : plan.grants) {
    job.add(std::string(1, static_cast<char>(grant.right)));
    job.add(grant.path);
  }
  job.add(command.descriptors.size());
  for (const auto& descriptor : command.descriptors) job.add(static_cast<std::uint64_t>(descriptor.inside));
  job.add(command.arguments);
  job.add(environment_of(policy, plan.scratch));
  return job.take();
}

std::string describe_failure(const protocol::Message& message, const Plan& plan, const Policy& policy, const Command& command) {
  return name_of(message, plan, policy, command) + ": " + std::strerror(message.value);
}

}  // namespace assay::sandbox::reduced
