#include "service/engine.hpp"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "util/installation.hpp"

namespace assay::service {
namespace {

namespace fs = std::filesystem;

// Written when all else is there: what was interrupted has none.
constexpr const char* finished_mark = "complete";
constexpr const char* archive_name = "classes.jsa";
constexpr const char* main_jar_prefix = "DynamoDBLocal-";

// The jar that names further folders in its manifest is last: the JVM takes no archive of classes that come behind a
// folder which is not empty. The rest in the order in which the archive was made.
std::vector<fs::path> class_path(const fs::path& libraries) {
  std::vector<fs::path> jars;
  std::error_code problem;
  for (fs::directory_iterator entry(libraries, problem), end; !problem && entry != end; entry.increment(problem)) {
    if (entry->path().extension() == ".jar") jars.push_back(entry->path());
  }
  std::ranges::sort(jars);
  std::ranges::stable_partition(jars, [](const fs::path& jar) { return !jar.filename().string().starts_with(main_jar_prefix); });
  return jars;
}

std::unexpected<core::Error> missing(const std::string& what) {
  return core::fail(core::ErrorKind::unavailable, "DynamoDB Local " + std::string(engine_version) + " is not installed: " + what +
                                                      "; `" + engine_remedy + "` in Assay's folder installs it");
}

}  // namespace

core::Result<fs::path> engine_folder() {
  if (const char* said = std::getenv(engine_variable); said != nullptr && *said != '\0') return fs::path(said);
  auto cache = util::cache_folder();
  if (!cache) return cache;
  return *cache / "services" / ("dynamodb-local-" + std::string(engine_version));
}

core::Result<Engine> find_engine(const fs::path& folder) {
  std::error_code problem;
  if (!fs::is_directory(folder, problem)) return missing("there is no " + folder.string());
  if (!fs::exists(folder / finished_mark, problem)) return missing(folder.string() + " is incomplete");
  Engine engine{.folder = fs::absolute(folder), .jars = {}, .libraries = {}, .archive = {}};
  engine.libraries = engine.folder / "lib";
  engine.jars = class_path(engine.libraries);
  const std::string main_jar = main_jar_prefix + std::string(engine_version) + ".jar";
  if (engine.jars.empty() || engine.jars.back().filename() != main_jar) return missing(folder.string() + " has no lib/" + main_jar);
  if (fs::is_regular_file(engine.folder / archive_name, problem)) engine.archive = engine.folder / archive_name;
  return engine;
}

}  // namespace assay::service
