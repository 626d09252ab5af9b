#include "fetch/source.hpp"

#include "fetch/credentials.hpp"
#include "unit/fetch/fixture.hpp"

namespace assay::fetch {
namespace {

using testing::HasSubstr;

class SourceText : public FetchTest {};

TEST_F(SourceText, RecognisesWhatGoesOverTheNetwork) {
  for (const auto* text : {"https://example.org/a.git", "HTTP://example.org/a", "ssh://git@example.org/a", "git@example.org:a/b.git"}) {
    const auto source = classify_source(text);
    ASSERT_TRUE(source) << text;
    EXPECT_TRUE(std::holds_alternative<RemoteSource>(*source)) << text;
  }
}

TEST_F(SourceText, RefusesOtherSchemesWithoutRepeatingCredentials) {
  for (const auto* text : {"ext://u:secret@sh", "git://example.org/a", "ftp://u:secret@example.org"}) {
    const auto source = classify_source(text);
    ASSERT_FALSE(source) << text;
    EXPECT_EQ(source.error().kind, core::ErrorKind::usage);
    EXPECT_THAT(source.error().message, testing::Not(HasSubstr("secret")));
  }
}

TEST_F(SourceText, WhatDoesNotExistIsAUsageError) {
  for (const auto& text : {new_path("nothing").string(), "file://" + new_path("nothing").string(), std::string(), std::string("file://host/a")}) {
    EXPECT_EQ(error({text, {}, {}, {}, {}, false}).kind, core::ErrorKind::usage) << text;
  }
  write(new_path("file"), "");
  EXPECT_THAT(error(from(new_path("file"))).message, HasSubstr("is not a folder"));
}

TEST_F(SourceText, ReadsAFileUrlWithEscapes) {
  write(new_path("with space") / "a", "a");
  checkout({"file://" + home_.path().string() + "/with%20space", {}, {}, {}, {}, false});
  EXPECT_EQ(read(destination_ / "a"), "a");
}

TEST(WithoutCredentials, TakesThemOutOfEveryUrl) {
  EXPECT_EQ(without_credentials("https://u:p@h/a"), "https://h/a");
  EXPECT_EQ(without_credentials("https://token@h/a"), "https://h/a");
  EXPECT_EQ(without_credentials("https://u:p@ss@h/a@b"), "https://h/a@b");
  EXPECT_EQ(without_credentials("ssh://git:p@h/a"), "ssh://git@h/a");
  EXPECT_EQ(without_credentials("ssh://git@h:22/a"), "ssh://git@h:22/a");
  EXPECT_EQ(without_credentials("git@h:a"), "git@h:a");
  EXPECT_EQ(without_credentials("from https://u:p@h to 'https://t@h'"), "from https://h to 'https://h'");
}

TEST(UrlWithoutCredentials, TakesThemOutWhateverTheyHold) {
  EXPECT_EQ(url_without_credentials("https://u:p@h/a"), "https://h/a");
  EXPECT_EQ(url_without_credentials("https://u:p w@h/a"), "https://h/a");
  EXPECT_EQ(url_without_credentials("https://u:p'\"\t\n@h/a@b"), "https://h/a@b");
  EXPECT_EQ(url_without_credentials("ssh://git:p w@h/a"), "ssh://git@h/a");
  EXPECT_EQ(url_without_credentials("git@h:a b"), "git@h:a b");
  EXPECT_EQ(parse_address("https://u:p w@h/a").url, "https://h/a");
}

TEST_F(SourceText, TellsNoPasswordWithABlank) {
  EXPECT_EQ(error({"ftp://u:p w@h/a", {}, {}, {}, {}, false}).message.find("p w"), std::string::npos);
}

TEST(ParseAddress, GivesTheCredentialsApartFromTheUrl) {
  const auto address = parse_address("https://us%40er:p%3Aw@h/a");
  EXPECT_EQ(address.url, "https://h/a");
  EXPECT_EQ(address.user, "us@er");
  EXPECT_EQ(address.password, "p:w");
  EXPECT_EQ(parse_address("HTTPS://u:p@h/a").password, "p");
  EXPECT_EQ(parse_address("https://h/a@b").user, "");
}

}  // namespace
}  // namespace assay::fetch
