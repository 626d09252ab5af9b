#include "util/sha256.hpp"

#include <gtest/gtest.h>

namespace assay::util {
namespace {

// The examples of FIPS 180-4, as NIST publishes them.
TEST(Sha256, AgreesWithThePublishedExamples) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Sha256, DoesNotDependOnHowTheBytesCome) {
  Sha256 hash;
  hash.add("a");
  hash.add("");
  hash.add("bc");
  EXPECT_EQ(hash.finish(), sha256("abc"));
}

TEST(Sha256, TellsFieldsApart) {
  const auto of = [](std::string_view first, std::string_view second) {
    Sha256 hash;
    hash.add_field(first);
    hash.add_field(second);
    return hash.finish();
  };
  EXPECT_NE(of("ab", "c"), of("a", "bc"));
  EXPECT_NE(of("", "ab"), of("ab", ""));
}

}  // namespace
}  // namespace assay::util
