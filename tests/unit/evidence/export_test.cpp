#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "evidence/stored_record.hpp"
#include "store_folder.hpp"

namespace assay::evidence {
namespace {

using nlohmann::json;

std::vector<json> lines(const std::string& text) {
  std::vector<json> parsed;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) parsed.push_back(json::parse(line));
  return parsed;
}

TEST(Export, HoldsAllThatTheHashesAreOver) {
  const StoreFolder folder;
  auto store = folder.open();
  ASSERT_TRUE(store.append("a", 0, events({"one\nline", "two"}), at(1000)));
  std::ostringstream out;
  ASSERT_TRUE(store.export_ndjson(out, std::nullopt));
  const auto exported = lines(out.str());
  ASSERT_EQ(exported.size(), 2U);
  EXPECT_EQ(exported[0]["payload"]["message"], "one\nline");
  std::string previous = chain_start("a");
  for (const auto& line : exported) {
    const StoredRecord record{line["stream"], line["sequence"], line["recorded_at"], line["kind"],
                              line["format"], line["payload"].dump(), line["previous_hash"], line["hash"]};
    EXPECT_EQ(record.previous_hash, previous);
    EXPECT_EQ(hash_of(record), record.hash);
    previous = record.hash;
  }
}

TEST(Export, IsOfOneStreamWhereAsked) {
  const StoreFolder folder;
  auto store = folder.open();
  ASSERT_TRUE(store.append("a", 0, events({"one"})));
  ASSERT_TRUE(store.append("b", 0, events({"two"})));
  std::ostringstream out;
  ASSERT_TRUE(store.export_ndjson(out, "b"));
  const auto exported = lines(out.str());
  ASSERT_EQ(exported.size(), 1U);
  EXPECT_EQ(exported[0]["stream"], "b");
}

TEST(Export, SaysThatItCouldNotBeWritten) {
  const StoreFolder folder;
  auto store = folder.open();
  ASSERT_TRUE(store.append("a", 0, events({"one"})));
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_FALSE(store.export_ndjson(out, std::nullopt));
}

}  // namespace
}  // namespace assay::evidence
