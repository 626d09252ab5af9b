// What someone does to the file with SQLite alone.
#include <sqlite3.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evidence/stored_record.hpp"
#include "store_folder.hpp"

namespace assay::evidence {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

class Tampering : public testing::Test {
 protected:
  Tampering() {
    auto store = folder_.open();
    EXPECT_TRUE(store.append("a", 0, events({"one", "two", "three"}), at(1000)));
    EXPECT_TRUE(store.append("b", 0, events({"four", "five"}), at(2000)));
  }

  // Empty, or SQLite's message.
  std::string sql(const std::string& statements) {
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(folder_.file().c_str(), &database), SQLITE_OK);
    char* text = nullptr;
    sqlite3_exec(database, statements.c_str(), nullptr, nullptr, &text);
    const std::string message = text == nullptr ? "" : text;
    sqlite3_free(text);
    sqlite3_close(database);
    return message;
  }

  // The same, by someone who takes the triggers away first.
  std::string force(const std::string& statements) {
    return sql("DROP TRIGGER records_stay; DROP TRIGGER records_remain; DROP TRIGGER heads_remain; DROP TRIGGER heads_advance; "
               "DROP TRIGGER records_follow; DROP TRIGGER records_keep_heads; " + statements);
  }

  Verification verify() { return folder_.open().verify().value(); }

  std::string broken() {
    const auto found = verify().broken;
    return found ? found->stream + " " + std::to_string(found->sequence) + ": " + found->why : "whole";
  }

  StoreFolder folder_;
};

TEST_F(Tampering, IsNotSeenWhereThereIsNone) {
  const auto found = verify();
  EXPECT_FALSE(found.broken);
  EXPECT_EQ(found.records, 5U);
  ASSERT_THAT(found.heads, SizeIs(2));
  EXPECT_EQ(found.heads[0].stream, "a");
  EXPECT_EQ(found.heads[0].sequence, 3U);
  EXPECT_THAT(found.heads[0].hash, SizeIs(64));
}

TEST_F(Tampering, IsRefusedByTheStoreItself) {
  EXPECT_THAT(sql("UPDATE records SET payload = '{}'"), HasSubstr("append-only: no record changes"));
  EXPECT_THAT(sql("DELETE FROM records WHERE stream = 'a' AND sequence = 3"), HasSubstr("append-only: no record goes"));
  EXPECT_THAT(sql("INSERT OR REPLACE INTO records VALUES ('a', 2, 't', 'k', 1, '{}', 'p', 'h')"), HasSubstr("a record follows the last one"));
  EXPECT_THAT(sql("UPDATE OR REPLACE records SET sequence = 1 WHERE sequence = 2"), HasSubstr("no record changes"));
  EXPECT_THAT(sql("INSERT INTO records VALUES ('a', 5, 't', 'k', 1, '{}', 'p', 'h')"), HasSubstr("a record follows the last one"));
  EXPECT_THAT(sql("DELETE FROM heads"), HasSubstr("no head goes"));
  EXPECT_THAT(sql("UPDATE heads SET sequence = 1 WHERE stream = 'a'"), HasSubstr("a head only moves on"));
  EXPECT_EQ(broken(), "whole");
}

class ChangedField : public Tampering, public testing::WithParamInterface<const char*> {};

TEST_P(ChangedField, IsSeen) {
  ASSERT_EQ(force(std::string("UPDATE records SET ") + GetParam() + " WHERE stream = 'a' AND sequence = 2"), "");
  EXPECT_EQ(broken(), "a 2: its content was changed after it was recorded");
}

INSTANTIATE_TEST_SUITE_P(Tampering, ChangedField,
                         testing::Values("recorded_at = '2026-01-01T00:00:00Z'", "kind = 'grading_finished'", "format = 2",
                                         "payload = '{}'", "hash = 'x'"));

TEST_F(Tampering, IsSeenWhereARecordIsMissingInTheMiddle) {
  ASSERT_EQ(force("DELETE FROM records WHERE stream = 'a' AND sequence = 2"), "");
  EXPECT_EQ(broken(), "a 2: the record is missing");
}

TEST_F(Tampering, IsSeenWhereAStreamsFirstRecordIsMissing) {
  ASSERT_EQ(force("DELETE FROM records WHERE stream = 'b' AND sequence = 1"), "");
  EXPECT_EQ(broken(), "b 1: the record is missing");
}

TEST_F(Tampering, IsSeenWhereAStreamsEndIsMissing) {
  ASSERT_EQ(force("DELETE FROM records WHERE stream = 'a' AND sequence = 3"), "");
  EXPECT_EQ(broken(), "a 3: the record is missing at the stream's end");
}

TEST_F(Tampering, IsSeenWhereTheLastStreamsEndIsMissing) {
  ASSERT_EQ(force("DELETE FROM records WHERE stream = 'b' AND sequence = 2"), "");
  EXPECT_EQ(broken(), "b 2: the record is missing at the stream's end");
}

TEST_F(Tampering, IsSeenWhereAWholeStreamIsMissing) {
  ASSERT_EQ(force("DELETE FROM records WHERE stream = 'b'"), "");
  EXPECT_EQ(broken(), "b 1: all records of the stream are missing");
}

TEST_F(Tampering, IsSeenWhereAStreamTookAnothersName) {
  ASSERT_EQ(force("UPDATE records SET stream = 'c' WHERE stream = 'b'; UPDATE heads SET stream = 'c' WHERE stream = 'b'"), "");
  EXPECT_EQ(broken(), "c 1: it does not follow the record before it");
}

TEST_F(Tampering, IsSeenWhereAHashWasMadeToFitButNotTheNextRecord) {
  StoredRecord forged{"a", 2, "1970-01-01T00:00:01Z", "stage_failed", 1, "{}", {}, {}};
  // The forger knows the rule, and takes the previous hash from the store.
  ASSERT_EQ(force("CREATE TABLE t AS SELECT previous_hash FROM records WHERE stream = 'a' AND sequence = 2"), "");
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(folder_.file().c_str(), &database), SQLITE_OK);
  sqlite3_exec(database, "SELECT previous_hash FROM t",
               [](void* record, int, char** values, char**) {
                 static_cast<StoredRecord*>(record)->previous_hash = values[0];
                 return 0;
               },
               &forged, nullptr);
  sqlite3_close(database);
  ASSERT_EQ(sql("UPDATE records SET payload = '{}', hash = '" + hash_of(forged) + "' WHERE stream = 'a' AND sequence = 2"), "");
  EXPECT_EQ(broken(), "a 3: it does not follow the record before it");
}

TEST_F(Tampering, IsSeenWhereAHeadIsGoneOrWrong) {
  ASSERT_EQ(force("UPDATE heads SET hash = 'x' WHERE stream = 'a'"), "");
  EXPECT_EQ(broken(), "a 3: it is not the one that the stream's head names");
  ASSERT_EQ(sql("DELETE FROM heads WHERE stream = 'a'"), "");
  EXPECT_EQ(broken(), "a 3: the stream's head is missing");
}

TEST_F(Tampering, LeavesARecordUnreadableRatherThanWrong) {
  ASSERT_EQ(force("UPDATE records SET kind = 'nonsense' WHERE stream = 'a' AND sequence = 2"), "");
  const auto records = folder_.open().read("a");
  ASSERT_FALSE(records);
  EXPECT_THAT(records.error().message, HasSubstr("record 2 of 'a': reading an event: unknown kind 'nonsense'"));
}

TEST_F(Tampering, ByANewerVersionsSchemaIsRefused) {
  ASSERT_EQ(sql("PRAGMA user_version = 2"), "");
  const auto opened = Store::open(folder_.file(), Store::Open::existing);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, HasSubstr("it has version 2, this program knows 1"));
}

}  // namespace
}  // namespace assay::evidence
