#include "cli/doctor_services.hpp"

#include <chrono>
#include <string>

#include "service/engine.hpp"
#include "service/java.hpp"
#include "util/process.hpp"

namespace assay::cli {
namespace {

using sandbox::survey::Diagnosis;
using sandbox::survey::Remedy;
using sandbox::survey::Standing;

constexpr const char* why = "labs with a [[service]] of the kind \"dynamodb-local\" are not graded without it";

Diagnosis lacking(const std::string& what, const std::string& found, const Remedy& remedy) {
  return {what, Standing::advice, found, why, {remedy}};
}

Diagnosis java(const std::filesystem::path& root) {
  const Remedy remedy{"install one", {"apt-get install openjdk-17-jre-headless"}};
  const auto found = service::find_java(root);
  if (!found) return lacking("Java", found.error().message, remedy);
  const auto ran = util::run_process({.program = *found, .arguments = {"-version"}, .wall = std::chrono::seconds(20),
                                      .environment = {}, .on_line = {}}, {});
  if (!ran) return lacking("Java", ran.error().message, remedy);
  const std::string said = ran->output.substr(0, ran->output.find('\n'));
  if (service::java_version(said) < service::least_java) {
    return lacking("Java", "'" + said + "' is below version " + std::to_string(service::least_java), remedy);
  }
  return {"Java", Standing::well, said, {}, {}};
}

Diagnosis engine(const core::Result<std::filesystem::path>& folder) {
  const Remedy remedy{"install it, in Assay's folder", {service::engine_remedy}};
  if (!folder) return lacking("DynamoDB Local", folder.error().message, remedy);
  const auto found = service::find_engine(*folder);
  if (!found) return lacking("DynamoDB Local", found.error().message, remedy);
  return {"DynamoDB Local", Standing::well,
          std::string(service::engine_version) + " in " + found->folder.string() +
              (found->archive.empty() ? ", without an archive of its classes: it starts slower" : ""),
          {}, {}};
}

}  // namespace

Findings examine_services(const std::filesystem::path& root, const core::Result<std::filesystem::path>& folder) {
  return {"Services", {java(root), engine(folder)}};
}

}  // namespace assay::cli
