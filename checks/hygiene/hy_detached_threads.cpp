#include "checks/hygiene/hy_detached_threads.hpp"

namespace assay::checks::hygiene {
namespace {

bool detaches(const Call& call) {
  if (call.qualified == "pthread_detach" || call.qualified == "thrd_detach") return true;
  return call.simple == "detach" && call.arguments.empty() &&
         (call.record == "std::thread" || call.record == "std::jthread" || call.record == "boost::thread");
}

bool starts(const Call& call) {
  if (call.qualified == "pthread_create" || call.qualified == "thrd_create" || call.qualified == "std::async") return true;
  const bool thread = call.record == "std::thread" || call.record == "std::jthread" || call.record == "boost::thread";
  return call.kind == CallKind::construction && thread && !call.arguments.empty() &&
         !(call.argument_types.size() == 1 && call.argument_types.front().class_name == call.record);
}

}  // namespace

core::Finding check_detached_threads(const RuleInput& input) {
  std::vector<core::Location> detached;
  std::vector<core::Location> started;
  for (unsigned f = 0; f < input.flow.function_count(); ++f)
    for (const auto& call : input.flow.function(f).calls) {
      if (detaches(call)) detached.push_back(noted(call.at, "detached here"));
      if (starts(call) || call.simple == "join") started.push_back(noted(call.at, "a thread"));
    }
  if (!detached.empty())
    return violated("A thread is detached, so that nobody can wait for it before what it uses is gone; keep it and join it.",
                    std::move(detached));
  if (started.empty()) return cannot_tell("No thread was seen in the submitted files.");
  return satisfied("Every thread that was seen stays joinable.", std::move(started));
}

}  // namespace assay::checks::hygiene
