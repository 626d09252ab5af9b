#include "service/engine.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/dynamodb_local.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::service {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A folder as install.sh leaves it.
class EngineFolder : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(path() / "lib");
    for (const char* name : {"complete", "hosts", "classes.jsa", "lib/zebra.jar", "lib/DynamoDBLocal-2.6.1.jar", "lib/Ant.jar", "lib/x.so"}) {
      ASSERT_TRUE(util::write_file(path() / name, ""));
    }
  }
  [[nodiscard]] const fs::path& path() const { return folder_.path(); }

 private:
  util::TemporaryDirectory folder_ = util::TemporaryDirectory::create().value();
};

TEST_F(EngineFolder, PutsTheJarThatNamesFoldersLast) {
  const auto engine = find_engine(path());
  ASSERT_TRUE(engine) << engine.error().message;
  std::vector<std::string> names;
  for (const auto& jar : engine->jars) names.push_back(jar.filename());
  EXPECT_EQ(names, (std::vector<std::string>{"Ant.jar", "zebra.jar", "DynamoDBLocal-2.6.1.jar"}));
}

TEST_F(EngineFolder, IsRunInMemoryAndWithoutTelemetryAndWithItsArchive) {
  const auto arguments = dynamodb_local::command_for(find_engine(path()).value()).arguments;
  EXPECT_THAT(arguments, Contains("-inMemory"));
  EXPECT_THAT(arguments, Contains("-disableTelemetry"));
  EXPECT_THAT(arguments, Contains("-XX:SharedArchiveFile=" + (path() / "classes.jsa").string()));
  fs::remove(path() / "classes.jsa");
  EXPECT_THAT(dynamodb_local::command_for(find_engine(path()).value()).arguments, Not(Contains(StartsWith("-XX:SharedArchiveFile"))));
}

TEST_F(EngineFolder, IsMountedReadOnlyUnderItsOwnPath) {
  const auto policy = dynamodb_local::policy_for(find_engine(path()).value(), 7);
  EXPECT_EQ(policy.mounts.at(0).inside, path());
  for (const auto& mount : policy.mounts) EXPECT_FALSE(mount.writable) << mount.host;
  EXPECT_EQ(policy.connectors, 7U);
}

TEST_F(EngineFolder, IsAsInstallShMakesItsArchive) {
  const auto script = util::read_file(fs::path(ASSAY_ENGINE_FOLDER) / "install.sh").value();
  for (const char* option : {"-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"}) {
    EXPECT_THAT(dynamodb_local::command_for(find_engine(path()).value()).arguments, Contains(option));
    EXPECT_THAT(script, HasSubstr(option));
  }
}

TEST(Engine, HasTheVersionThatIsInstalled) {
  EXPECT_THAT(util::read_file(fs::path(ASSAY_ENGINE_FOLDER) / "pom.xml").value(),
              HasSubstr("<engine.version>" + std::string(engine_version) + "</engine.version>"));
}

TEST(Engine, IsLookedForInTheUsersCacheUnlessAVariableSaysWhere) {
  ::unsetenv(engine_variable);
  const auto cache = util::TemporaryDirectory::create().value();
  ::setenv("XDG_CACHE_HOME", cache.path().c_str(), 1);
  EXPECT_EQ(engine_folder().value(), cache.path() / "assay/services/dynamodb-local-2.6.1");
  ::setenv(engine_variable, "/opt/engine", 1);
  EXPECT_EQ(engine_folder().value(), "/opt/engine");
  ::unsetenv(engine_variable);
}

TEST(Engine, ThatIsMissingIsUnavailableAndSaysWhatToType) {
  const auto engine = find_engine("/nowhere");
  ASSERT_FALSE(engine);
  EXPECT_EQ(engine.error().kind, core::ErrorKind::unavailable);
  EXPECT_THAT(engine.error().message, HasSubstr(engine_remedy));
}

}  // namespace
}  // namespace assay::service
