#include "service/dynamodb_local.hpp"

#include <string>

#include "sandbox/stage_limits.hpp"
#include "service/java.hpp"

namespace assay::service::dynamodb_local {

using namespace core;
namespace {

// As long as a grading can take. The heap is half of the memory; what SQLite keeps tables in is no part of it.
constexpr StageLimits limits{.wall = std::chrono::hours{24},
                             .cpu = std::chrono::hours{48},
                             .memory = 1536_MiB,
                             .processes = 256,
                             .output = 64_KiB,
                             .open_files = 1024};

std::string class_path(const Engine& engine) {
  std::string text;
  for (const auto& jar : engine.jars) text += (text.empty() ? "" : ":") + jar.string();
  return text;
}

}  // namespace

Grant grant() { return {limits, {Weakening::loopback_network}}; }

sandbox::Policy policy_for(const Engine& engine, unsigned connectors) {
  sandbox::Policy policy;
  policy.mounts = {{engine.folder, engine.folder, false}};
  for (const auto& folder : java_settings()) policy.mounts.push_back({folder, folder, false});
  policy.environment = {"PATH=/usr/bin:/bin", "HOME=/tmp", "LANG=C.UTF-8"};
  policy.working_directory = "/tmp";
  policy.limits = sandbox::limits_of(limits);
  policy.allowed = sandbox::allowed_of(grant().allowed);
  policy.connectors = connectors;
  return policy;
}

sandbox::Command command_for(const Engine& engine) {
  // What is compiled well later is not worth its start here: a grading is minutes long, and the machine is shared.
  std::vector<std::string> words{"/usr/bin/java", "-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto"};
  // One that does not fit this JVM is passed over, with a word of it in the output.
  if (!engine.archive.empty()) words.push_back("-XX:SharedArchiveFile=" + engine.archive.string());
  for (const std::string& word :
       {"-Djdk.net.hosts.file=" + (engine.folder / "hosts").string(), "-Djava.library.path=" + engine.libraries.string(), std::string("-cp"), class_path(engine),
        std::string("com.amazonaws.services.dynamodbv2.local.main.ServerRunner"), std::string("-inMemory"), std::string("-disableTelemetry"),
        std::string("-port"), std::to_string(port)}) {
    words.push_back(word);
  }
  return {.arguments = std::move(words)};
}

}  // namespace assay::service::dynamodb_local
