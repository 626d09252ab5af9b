#include "unit/fetch/fixture.hpp"

namespace assay::fetch {
namespace {

using support::GitRepository;
using testing::HasSubstr;

class Limits : public FetchTest {
 protected:
  core::SourceRequest request(const std::map<std::string, std::string>& files) {
    repository_.commit_files(files, at(1));
    return from(repository_.folder());
  }
  // A chain of folders with a file in the innermost.
  core::SourceRequest nested(int folders) {
    auto tree = repository_.files({{"a", "a"}});
    for (int i = 0; i < folders; ++i) tree = repository_.tree({{"40000", "d", tree}});
    repository_.set_reference("refs/heads/main", repository_.commit(tree));
    return from(repository_.folder());
  }

  GitRepository repository_{new_path("source"), true};
};

TEST_F(Limits, OfFiles) {
  core::CheckoutLimits limits;
  limits.files = 3;
  EXPECT_EQ(checkout(request({{"a", ""}, {"b", ""}, {"d/c", ""}}), limits).files, 3U);
  const auto result = refusal(request({{"a", ""}, {"b", ""}, {"c", ""}, {"d/e", ""}}), limits);
  EXPECT_EQ(result.reason, "too_many_files");
  EXPECT_EQ(result.message, "more than 3 files; the one too many is d/e");
}

TEST_F(Limits, OfOneFilesSize) {
  core::CheckoutLimits limits;
  limits.file_size = core::Bytes{10};
  EXPECT_EQ(checkout(request({{"a", std::string(10, 'a')}}), limits).size, core::Bytes{10});
  const auto result = refusal(request({{"src/big", std::string(11, 'a')}}), limits);
  EXPECT_EQ(result.reason, "file_too_large");
  EXPECT_EQ(result.message, "src/big: 11B, and a file may have 10B");
}

TEST_F(Limits, OfTheTotalSize) {
  core::CheckoutLimits limits;
  limits.total_size = core::Bytes{20};
  EXPECT_EQ(checkout(request({{"a", std::string(10, 'a')}, {"b", std::string(10, 'b')}}), limits).files, 2U);
  const auto result = refusal(request({{"a", std::string(10, 'a')}, {"b", std::string(11, 'b')}}), limits);
  EXPECT_EQ(result.reason, "submission_too_large");
  EXPECT_THAT(result.message, HasSubstr("20B"));
  EXPECT_THAT(result.message, HasSubstr("b with 11B"));
}

TEST_F(Limits, OfDepth) {
  EXPECT_EQ(checkout(nested(63)).files, 1U);
  EXPECT_EQ(refusal(nested(64)).reason, "too_deep");
}

TEST_F(Limits, OfNames) {
  EXPECT_EQ(checkout(request({{std::string(255, 'n'), ""}})).files, 1U);
  EXPECT_EQ(refusal(request({{std::string(256, 'n'), ""}})).reason, "name_too_long");
}

TEST_F(Limits, OfPaths) {
  const std::string folder(203, 'd');  // five of them with slashes: 1019 bytes and a name
  const std::string folders = folder + "/" + folder + "/" + folder + "/" + folder + "/" + folder + "/";
  ASSERT_EQ(folders.size(), 1020U);
  EXPECT_EQ(checkout(request({{folders + "1234", ""}})).files, 1U);
  EXPECT_EQ(refusal(request({{folders + "12345", ""}})).reason, "path_too_long");
}

TEST_F(Limits, OfFoldersSoThatATreeOfSharedTreesEnds) {
  auto tree = repository_.tree({});
  for (int level = 0; level < 20; ++level) {
    std::vector<support::TreeLine> lines;
    for (char name = 'a'; name <= 'j'; ++name) lines.push_back({"40000", std::string(1, name), tree});
    tree = repository_.tree(lines);
  }
  repository_.set_reference("refs/heads/main", repository_.commit(tree));
  EXPECT_EQ(refusal(from(repository_.folder())).reason, "too_many_folders");
}

TEST_F(Limits, OfAFoldersOwnList) {
  std::vector<support::TreeLine> lines;
  const auto id = repository_.blob("");
  for (int i = 0; i < 20'000; ++i) lines.push_back({"100644", std::to_string(i) + std::string(240, 'n'), id});
  repository_.set_reference("refs/heads/main", repository_.commit(repository_.tree(lines)));
  EXPECT_EQ(refusal(from(repository_.folder())).reason, "folder_too_large");
}

TEST_F(Limits, HoldForPlainFolders) {
  core::CheckoutLimits limits;
  limits.files = 2;
  limits.file_size = core::Bytes{10};
  const auto folder = new_path("folder");
  write(folder / "a", std::string(10, 'a'));
  write(folder / "b", "b");
  EXPECT_EQ(checkout(from(folder), limits).files, 2U);
  write(folder / "b", std::string(11, 'b'));
  EXPECT_EQ(refusal(from(folder), limits).reason, "file_too_large");
  write(folder / "b", "b");
  write(folder / "c", "c");
  EXPECT_EQ(refusal(from(folder), limits).reason, "too_many_files");
}

}  // namespace
}  // namespace assay::fetch
