#include "evidence/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/utf8.hpp"
#include "store_folder.hpp"
#include "util/file.hpp"

namespace assay::evidence {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using testing::HasSubstr;
using testing::SizeIs;

TEST(Store, GivesBackWhatWasAppendedInOrder) {
  const StoreFolder folder;
  auto store = folder.open();
  EXPECT_EQ(store.append("a", 0, events({"one", "two"}), at(1000)).value(), 2U);
  EXPECT_EQ(store.append("b", 0, events({"other"}), at(1000)).value(), 1U);
  EXPECT_EQ(store.append("a", 2, events({"three"}), at(2500)).value(), 3U);
  const auto records = store.read("a").value();
  ASSERT_THAT(records, SizeIs(3));
  EXPECT_EQ(records[0].sequence, 1U);
  EXPECT_EQ(message_of(records[0]), "one");
  EXPECT_EQ(message_of(records[2]), "three");
  EXPECT_EQ(records[2].sequence, 3U);
  EXPECT_EQ(records[2].recorded_at, at(2500));
  EXPECT_THAT(store.read("none").value(), SizeIs(0));
}

TEST(Store, KeepsItsRecordsWhenItIsOpenedAgain) {
  const StoreFolder folder;
  ASSERT_TRUE(folder.open().append("a", 0, events({"one"})));
  EXPECT_EQ(message_of(folder.open().read("a").value().at(0)), "one");
  EXPECT_TRUE(Store::open(folder.file(), Store::Open::existing));
}

TEST(Store, RefusesToAppendAfterSomeoneElseDid) {
  const StoreFolder folder;
  auto store = folder.open();
  auto other = folder.open();
  ASSERT_TRUE(store.append("a", 0, events({"one"})));
  const auto late = other.append("a", 0, events({"two"}));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().conflicting_version, 1U);
  EXPECT_THAT(late.error().error.message, HasSubstr("expected version 0, found 1"));
  EXPECT_THAT(store.read("a").value(), SizeIs(1));
  const auto early = other.append("a", 2, events({"three"}));
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().conflicting_version, 1U);
  EXPECT_TRUE(other.append("a", 1, events({"two"})));
}

TEST(Store, AnswersWhatAStreamWasAtATime) {
  const StoreFolder folder;
  auto store = folder.open();
  ASSERT_TRUE(store.append("a", 0, events({"one"}), at(1000)));
  ASSERT_TRUE(store.append("a", 1, events({"two"}), at(1250)));
  ASSERT_TRUE(store.append("a", 2, events({"three"}), at(2000)));
  EXPECT_THAT(store.read_until("a", at(999)).value(), SizeIs(0));
  EXPECT_THAT(store.read_until("a", at(1000)).value(), SizeIs(1));
  EXPECT_THAT(store.read_until("a", at(1249)).value(), SizeIs(1));
  EXPECT_THAT(store.read_until("a", at(1250)).value(), SizeIs(2));
  EXPECT_THAT(store.read_until("a", at(9000)).value(), SizeIs(3));
}

TEST(Store, NeverLetsTimeGoBackInAStream) {
  const StoreFolder folder;
  auto store = folder.open();
  ASSERT_TRUE(store.append("a", 0, events({"one"}), at(5000)));
  ASSERT_TRUE(store.append("a", 1, events({"two"}), at(3000)));
  EXPECT_EQ(store.read("a").value()[1].recorded_at, at(5000));
}

TEST(Store, ListsItsStreams) {
  const StoreFolder folder;
  auto store = folder.open();
  ASSERT_TRUE(store.append("b", 0, events({"x"}), at(1000)));
  const std::vector<core::Event> grading{core::GradingStarted{}, core::GradingFinished{}};
  ASSERT_TRUE(store.append("a", 0, grading, at(1000)));
  ASSERT_TRUE(store.append("a", 2, grading, at(2000)));
  const auto streams = store.streams().value();
  ASSERT_THAT(streams, SizeIs(2));
  EXPECT_EQ(streams[0].name, "a");
  EXPECT_EQ(streams[0].version, 4U);
  EXPECT_EQ(streams[0].gradings, 2U);
  EXPECT_EQ(streams[0].last_recorded_at, at(2000));
  EXPECT_EQ(streams[1].gradings, 0U);
}

TEST(Store, TakesNamesOfOneLineAlone) {
  const StoreFolder folder;
  auto store = folder.open();
  EXPECT_TRUE(store.append(std::string(1024, 'n'), 0, events({"x"})));
  for (const auto& name : {std::string(), std::string(1025, 'n'), std::string("a\nb"), std::string("\xFF"), std::string("a\0b", 3)}) {
    const auto refused = store.append(name, 0, events({"x"}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().error.kind, ErrorKind::usage);
    EXPECT_FALSE(refused.error().conflicting_version);
  }
}

TEST(Store, IsForItsOwnerAlone) {
  const StoreFolder folder;
  const auto file = folder.file().parent_path() / "state" / "assay" / "evidence.db";
  ASSERT_TRUE(Store::open(file, Store::Open::create));
  EXPECT_EQ(fs::status(file.parent_path()).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Store, IsNotMadeWhereItMustExist) {
  const StoreFolder folder;
  const auto missing = Store::open(folder.file(), Store::Open::existing);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::usage);
  EXPECT_FALSE(fs::exists(folder.file()));
}

TEST(Store, RefusesAFileThatIsNoStore) {
  const StoreFolder folder;
  ASSERT_TRUE(util::write_file(folder.file(), std::string(5000, 'x')));
  const auto opened = Store::open(folder.file(), Store::Open::existing);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, ErrorKind::infrastructure);
  EXPECT_THAT(opened.error().message, HasSubstr("not a database"));
}

RC_GTEST_PROP(Store, HoldsAnyTextOfASubmission, ()) {
  const StoreFolder folder;
  auto store = folder.open();
  const auto text = *rc::gen::string<std::string>();
  const std::vector<core::Event> one{event(text)};
  RC_ASSERT(store.append("a", 0, one).has_value());
  RC_ASSERT(message_of(store.read("a").value().at(0)) == core::valid_utf8(text));
  RC_ASSERT(!store.verify().value().broken.has_value());
}

}  // namespace
}  // namespace assay::evidence
