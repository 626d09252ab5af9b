// The store under several processes, and under one that is killed.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store_folder.hpp"
#include "util/fd.hpp"

namespace assay::evidence {
namespace {

using testing::SizeIs;

// Appends until `count` went through, reading again after each conflict.
bool append_until(const std::filesystem::path& file, const std::string& stream, int count) {
  auto store = Store::open(file, Store::Open::create);
  if (!store) return false;
  for (int done = 0; done < count;) {
    const auto records = store->read(stream);
    if (!records) return false;
    const auto appended = store->append(stream, records->size(), events({"from a process"}));
    if (appended) ++done;
    if (!appended && !appended.error().conflicting_version) return false;
  }
  return true;
}

TEST(StoreProcesses, AppendToOneStreamWithoutLosingOrDoublingARecord) {
  const StoreFolder folder;
  constexpr int processes = 4;
  constexpr int each = 25;
  std::array<pid_t, processes> children{};
  // The file does not exist yet: they make it at the same time, too.
  for (auto& child : children) {
    child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) ::_exit(append_until(folder.file(), "shared", each) ? 0 : 1);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  }
  auto store = folder.open();
  EXPECT_THAT(store.read("shared").value(), SizeIs(processes * each));
  EXPECT_FALSE(store.verify().value().broken);
}

TEST(StoreProcesses, LoseNothingRecordedWhenKilled) {
  const StoreFolder folder;
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const util::Fd reading(ends[0]);
  util::Fd writing(ends[1]);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    auto store = folder.open();
    for (std::uint64_t version = 0;; ++version) {
      if (!store.append("a", version, events({"x"}))) ::_exit(1);
      if (::write(writing.get(), "x", 1) != 1) ::_exit(1);
    }
  }
  writing.reset();
  // The child says each time after `append` returned; it is killed in the midst of it.
  char byte = 0;
  std::size_t acknowledged = 0;
  while (acknowledged < 20 && ::read(reading.get(), &byte, 1) == 1) ++acknowledged;
  ASSERT_EQ(::kill(child, SIGKILL), 0);
  while (::read(reading.get(), &byte, 1) == 1) ++acknowledged;
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status));
  auto store = folder.open();
  const auto recorded = store.read("a").value().size();
  EXPECT_GE(recorded, acknowledged);
  EXPECT_LE(recorded, acknowledged + 1);
  EXPECT_GE(acknowledged, 20U);
  EXPECT_FALSE(store.verify().value().broken);
}

}  // namespace
}  // namespace assay::evidence
