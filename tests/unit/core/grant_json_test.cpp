#include "core/grant_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::core {
namespace {

using testing::HasSubstr;

TEST(GrantJson, KeepsEveryLimitAndWeakening) {
  Grant grant;
  unsigned next = 1;
  // Each another number, so that two fields cannot pass for one.
  for_each_limit([&](const char*, auto field) {
    auto& value = grant.limits.*field;
    value = std::remove_reference_t<decltype(value)>{next++};
  });
  grant.allowed = {Weakening::ptrace};
  const auto read = grant_from_json(nlohmann::json::parse(grant_to_json(grant).dump()));
  ASSERT_TRUE(read) << read.error().message;
  for_each_limit([&](const char* key, auto field) { EXPECT_EQ(read->limits.*field, grant.limits.*field) << key; });
  EXPECT_EQ(read->allowed, grant.allowed);
}

TEST(GrantJson, IsNotReadWhereALimitIsMissingOrAWeakeningUnknown) {
  auto json = grant_to_json({});
  json["limits"].erase("stack");
  EXPECT_THAT(grant_from_json(json).error().message, HasSubstr("stack"));
  json = grant_to_json({});
  json["allowed"] = {"host-network"};
  EXPECT_THAT(grant_from_json(json).error().message, HasSubstr("host-network"));
  json = grant_to_json({});
  json["limits"]["wall"] = "10s";
  EXPECT_FALSE(grant_from_json(json));
  EXPECT_FALSE(grant_from_json(nlohmann::json::parse("not json", nullptr, false)));
}

TEST(Weakening, IsNamedAsItIsRead) {
  for (const auto weakening : {Weakening::loopback_network, Weakening::record_locks, Weakening::ptrace}) {
    EXPECT_EQ(parse_weakening(to_string(weakening)), weakening);
  }
  EXPECT_EQ(to_string(Weakening::loopback_network), "loopback-network");
  EXPECT_FALSE(parse_weakening("loopback_network"));
}

}  // namespace
}  // namespace assay::core
