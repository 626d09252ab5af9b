#include "core/utf8.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

namespace assay::core {
namespace {

const std::string wrong = "\xEF\xBF\xBD";

TEST(ValidUtf8, KeepsTextThatIsWellFormed) {
  const std::string text("a\0\x7F \u00A9 \u20AC \U0001F600 \uFFFF \U0010FFFF", 29);
  EXPECT_EQ(valid_utf8(text), text);
}

TEST(ValidUtf8, ReplacesEachWrongByte) {
  EXPECT_EQ(valid_utf8("a\xFFz"), "a" + wrong + "z");
  EXPECT_EQ(valid_utf8("\x80"), wrong);
  EXPECT_EQ(valid_utf8("\xC0\xAF"), wrong + wrong) << "an overlong '/'";
  EXPECT_EQ(valid_utf8("\xE0\x9F\xBF"), wrong + wrong + wrong) << "overlong";
  EXPECT_EQ(valid_utf8("\xED\xA0\x80"), wrong + wrong + wrong) << "a surrogate";
  EXPECT_EQ(valid_utf8("\xED\x9F\xBF"), "\xED\x9F\xBF") << "just under the surrogates";
  EXPECT_EQ(valid_utf8("\xF4\x90\x80\x80"), wrong + wrong + wrong + wrong) << "past U+10FFFF";
  EXPECT_EQ(valid_utf8("\xE2\x82"), wrong + wrong) << "cut short";
}

RC_GTEST_PROP(ValidUtf8, GivesWhatAJsonWriterTakes, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  const nlohmann::json json = valid_utf8(bytes);
  RC_ASSERT(nlohmann::json::parse(json.dump()) == json);
}

}  // namespace
}  // namespace assay::core
