#include "report/html.hpp"

#include <array>
#include <string>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include "report/json.hpp"
#include "report/page_assets.hpp"
#include "rich_grading.hpp"
#include "sample_gradings.hpp"

namespace assay::report {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

/// What stands between `begin` and the next `end`; empty where they are missing.
std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto from = text.find(begin);
  if (from == text.npos) return {};
  const auto start = from + begin.size();
  return text.substr(start, text.find(end, start) - start);
}

std::string embedded(const std::string& page) {
  return between(page, "<script type=\"application/json\" id=\"report\">", "</script>");
}

/// As a content security policy names what it allows (CSP level 3, section 2.3.1).
std::string csp_digest(std::string_view content) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest.data());
  std::array<unsigned char, 45> encoded{};
  EVP_EncodeBlock(encoded.data(), digest.data(), digest.size());
  return "sha256-" + std::string(reinterpret_cast<const char*>(encoded.data()));
}

TEST(HtmlReport, AllowsItsOwnScriptAndStyleByDigestAndNothingElse) {
  const auto page = to_html(sample::rich_grading().report());
  const auto script = between(page, "<script>", "</script>");
  const auto style = between(page, "<style>", "</style>");
  ASSERT_GT(script.size(), 10'000U);
  ASSERT_GT(style.size(), 1'000U);
  EXPECT_THAT(page, HasSubstr("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '" +
                              csp_digest(script) + "'; style-src '" + csp_digest(style) +
                              "'; base-uri 'none'; form-action 'none'\">"));
}

TEST(HtmlReport, PutsItsPolicyBeforeAnythingThatCouldRun) {
  const auto page = to_html(sample::small_grading().report());
  const auto policy = page.find("Content-Security-Policy");
  EXPECT_LT(policy, page.find("<script"));
  EXPECT_LT(policy, page.find("<style"));
  EXPECT_LT(policy, page.find("<title"));
}

TEST(HtmlReport, HoldsTheWholeReport) {
  const auto report = sample::rich_grading().report(sample::source_line);
  EXPECT_EQ(json::parse(embedded(to_html(report))), json::parse(to_json(report)));
}

TEST(HtmlReport, KeepsMarkupOfASubmissionOutOfItsOwn) {
  const std::string hostile = "</script></title><script>alert(1)</script><!--<img src=x onerror=alert(1)>&lt;\u2028\u2029";
  const auto plain = to_html(sample::with_text_everywhere("harmless").report());
  auto report = sample::with_text_everywhere(hostile).report();
  report.lab_title = hostile;
  const auto page = to_html(report);
  for (const auto* element : {"<script", "</script", "<title", "</title", "<style", "</style", "<!--", "<img"}) {
    EXPECT_EQ(count(page, element), count(plain, element)) << element;
  }
  EXPECT_THAT(page, Not(HasSubstr("\u2028")));
  EXPECT_EQ(json::parse(embedded(page))["lab"]["title"], hostile);
}

TEST(HtmlReport, IsUtf8WithoutANulWhateverTheSubmissionWrote) {
  const auto page = to_html(sample::with_text_everywhere(std::string("\0\xff\xc0\x80\r", 5)).report());
  EXPECT_EQ(page.find('\0'), page.npos);
  EXPECT_NO_THROW((void)json(page).dump());  // which throws for what is not UTF-8
}

TEST(HtmlReport, NamesTheScoreInItsTitleOnlyWhereThereIsOne) {
  EXPECT_THAT(to_html(sample::small_grading().report()), HasSubstr("<title>Circuit breaker: 63.5 of 100</title>"));
  EXPECT_THAT(to_html(sample::not_graded().report()), HasSubstr("<title>Circuit breaker: not graded</title>"));
  EXPECT_THAT(to_html(sample::refused_source().report()), HasSubstr("<title>Circuit breaker: refused</title>"));
  auto partial = sample::small_grading().report();
  partial.grading.suites.clear();
  EXPECT_THAT(to_html(partial), HasSubstr("<title>Circuit breaker: chosen cases</title>"));
}

TEST(EmbeddedJson, IsTheSameJsonWithoutACharacterThatMarkupIsMadeOf) {
  const json original = {{"<&>", "a</script>\u2028b\u2029 \u2027 \xe2\x82\xac"}};
  const auto text = embed_json(original.dump());
  EXPECT_EQ(text.find_first_of("<>&"), text.npos);
  EXPECT_EQ(text.find("\u2028"), text.npos);
  EXPECT_EQ(text.find("\u2029"), text.npos);
  EXPECT_EQ(json::parse(text), original);
}

TEST(PageAssets, HoldNoPathOfTheMachineThatBuiltThem) {
  for (const auto content : {page_script().content, page_style().content}) {
    EXPECT_THAT(std::string(content), Not(HasSubstr("node_modules")));
    EXPECT_THAT(std::string(content), Not(HasSubstr("/build/")));
  }
}

}  // namespace
}  // namespace assay::report
