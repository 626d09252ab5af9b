#include "evidence/location.hpp"

#include <cstdlib>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace assay::evidence {
namespace {

// Sets a variable, or removes it, and gives it its old value back.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    value == nullptr ? ::unsetenv(name) : ::setenv(name, value, 1);
  }
  ~Variable() { old_ ? ::setenv(name_, old_->c_str(), 1) : ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> old_;
};

TEST(DefaultLocation, IsInTheStateFolder) {
  const Variable state("XDG_STATE_HOME", "/state");
  EXPECT_EQ(default_location().value(), "/state/assay/evidence.db");
}

TEST(DefaultLocation, IsBelowTheHomeWhereTheStateFolderIsNotSetOrRelative) {
  const Variable home("HOME", "/home/u");
  {
    const Variable state("XDG_STATE_HOME", nullptr);
    EXPECT_EQ(default_location().value(), "/home/u/.local/state/assay/evidence.db");
  }
  const Variable state("XDG_STATE_HOME", "state");
  EXPECT_EQ(default_location().value(), "/home/u/.local/state/assay/evidence.db");
}

TEST(DefaultLocation, IsAUsageErrorWithoutAHome) {
  const Variable state("XDG_STATE_HOME", nullptr);
  const Variable home("HOME", nullptr);
  ASSERT_FALSE(default_location());
  EXPECT_EQ(default_location().error().kind, core::ErrorKind::usage);
}

}  // namespace
}  // namespace assay::evidence
