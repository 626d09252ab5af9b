#include "core/evidence_pattern.hpp"

#include <gtest/gtest.h>

namespace assay::core {
namespace {

TEST(ParseEvidencePattern, ReadsItsThreeForms) {
  const auto in_suite = parse_evidence_pattern("case:public/Breaker.Trips/0").value();
  EXPECT_EQ(in_suite.kind, EvidenceKind::suite_case);
  EXPECT_EQ(in_suite.suite, "public");
  EXPECT_EQ(in_suite.name, "Breaker.Trips/0");
  const auto check = parse_evidence_pattern("check:cb-*").value();
  EXPECT_EQ(check.kind, EvidenceKind::check);
  EXPECT_EQ(check.name, "cb-*");
  const auto metric = parse_evidence_pattern("metric:speed/Breaker.Calls/1/ratio").value();
  EXPECT_EQ(metric.kind, EvidenceKind::metric);
  EXPECT_EQ(metric.suite, "speed");
  EXPECT_EQ(metric.name, "Breaker.Calls/1");
  EXPECT_EQ(metric.metric, "ratio");
}

TEST(ParseEvidencePattern, RefusesWhatNamesNothing) {
  for (const char* text : {"", "case:", "case:public", "case:public/", "case:/x", "check:", "check:a/b", "Case:a/b",
                           "metric:a/b", "metric:a/b/", "metric:a//c", "metric:a/b*/c", "case:pub*/x", "case:?/x"}) {
    EXPECT_FALSE(parse_evidence_pattern(text)) << text;
  }
}

TEST(EvidencePattern, AsksForTheCasesOfItsSuiteAlone) {
  const auto pattern = parse_evidence_pattern("case:public/Breaker.*").value();
  EXPECT_TRUE(pattern.asks_for_case("public", "Breaker.Trips"));
  EXPECT_FALSE(pattern.asks_for_case("hidden", "Breaker.Trips"));
  EXPECT_FALSE(pattern.asks_for_case("public", "Window.Slides"));
  EXPECT_FALSE(pattern.asks_for_check("Breaker.Trips"));
}

TEST(EvidencePattern, AsksForChecksByTheirId) {
  const auto pattern = parse_evidence_pattern("check:cb-*").value();
  EXPECT_TRUE(pattern.asks_for_check("cb-clock"));
  EXPECT_FALSE(pattern.asks_for_check("es-fold"));
  EXPECT_FALSE(pattern.asks_for_case("", "cb-clock"));
}

TEST(EvidencePattern, AsksForALabsOwnRulesWithAndWithoutTheirPrefix) {
  EXPECT_TRUE(parse_evidence_pattern("check:no-throw").value().asks_for_check("rule:no-throw"));
  EXPECT_TRUE(parse_evidence_pattern("check:rule:no-throw").value().asks_for_check("rule:no-throw"));
  EXPECT_FALSE(parse_evidence_pattern("check:rule:no-throw").value().asks_for_check("no-throw"));
}

}  // namespace
}  // namespace assay::core
