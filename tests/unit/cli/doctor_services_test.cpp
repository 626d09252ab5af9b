#include "cli/doctor_services.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "service/engine.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;
using sandbox::survey::Diagnosis;
using sandbox::survey::Standing;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

/// A machine without anything, until a test puts something there.
class Services : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& content) const {
    fs::create_directories((root() / name).parent_path());
    ASSERT_TRUE(util::write_file(root() / name, content));
  }
  void install_java(const std::string& version) const {
    write("usr/bin/java", "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2025-04-15' >&2\necho more >&2\n");
    ASSERT_EQ(::chmod((root() / "usr/bin/java").c_str(), 0755), 0);
  }
  void install_engine() const {
    write("engine/lib/DynamoDBLocal-" + std::string(service::engine_version) + ".jar", "");
    write("engine/complete", "");
  }
  [[nodiscard]] Diagnosis java() const { return examine_services(root(), root() / "engine").diagnoses.at(0); }
  [[nodiscard]] Diagnosis engine() const { return examine_services(root(), root() / "engine").diagnoses.at(1); }
  [[nodiscard]] const fs::path& root() const { return root_.path(); }

 private:
  util::TemporaryDirectory root_ = util::TemporaryDirectory::create().value();
};

TEST_F(Services, OfABareMachineAreSaidWithWhatInstallsThem) {
  EXPECT_EQ(java().standing, Standing::advice);
  EXPECT_THAT(java().found, HasSubstr("there is no "));
  EXPECT_THAT(java().remedies.at(0).lines, ElementsAre("apt-get install openjdk-17-jre-headless"));
  EXPECT_EQ(engine().standing, Standing::advice);
  EXPECT_THAT(engine().found, HasSubstr("DynamoDB Local 2.6.1 is not installed: there is no "));
  EXPECT_THAT(engine().remedies.at(0).lines, ElementsAre("./dev engine"));
}

TEST_F(Services, ThatAreMissingLeaveAMachineReady) {
  const Examination examination{.machine = {}, .isolation = {}, .findings = {examine_services(root(), root() / "engine")}};
  EXPECT_TRUE(examination.ready());
}

TEST_F(Services, NeedAJavaOfVersion17) {
  install_java("16.0.2");
  EXPECT_EQ(java().standing, Standing::advice);
  EXPECT_EQ(java().found, "'openjdk version \"16.0.2\" 2025-04-15' is below version 17");
  install_java("17.0.15");
  EXPECT_EQ(java().standing, Standing::well);
  EXPECT_EQ(java().found, "openjdk version \"17.0.15\" 2025-04-15");
  install_java("21");
  EXPECT_EQ(java().standing, Standing::well);
  install_java("1.8.0_402");
  EXPECT_EQ(java().standing, Standing::advice);
}

TEST_F(Services, TellAnEngineByItsVersionAndFolder) {
  install_engine();
  EXPECT_EQ(engine().standing, Standing::well);
  EXPECT_THAT(engine().found, EndsWith("engine, without an archive of its classes: it starts slower"));
  write("engine/classes.jsa", "");
  EXPECT_EQ(engine().found, "2.6.1 in " + (root() / "engine").string());
}

TEST_F(Services, TakeNoEngineThatIsNotWhole) {
  install_engine();
  fs::remove(root() / "engine/complete");
  EXPECT_THAT(engine().found, HasSubstr("is incomplete"));
  install_engine();
  fs::rename(root() / "engine/lib/DynamoDBLocal-2.6.1.jar", root() / "engine/lib/DynamoDBLocal-2.5.0.jar");
  EXPECT_THAT(engine().found, HasSubstr("has no lib/DynamoDBLocal-2.6.1.jar"));
}

TEST_F(Services, NeedAHomeToBeLookedForIn) {
  const auto homeless = examine_services(root(), core::fail(core::ErrorKind::usage, "HOME is not set"));
  EXPECT_EQ(homeless.diagnoses.at(1).found, "HOME is not set");
}

}  // namespace
}  // namespace assay::cli
