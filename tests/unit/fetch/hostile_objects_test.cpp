#include <sys/resource.h>

#include "unit/fetch/fixture.hpp"
#include "unit/fetch/forge.hpp"

namespace assay::fetch {
namespace {

using core::ErrorKind;
using support::GitRepository;
using testing::AnyOf;
using testing::HasSubstr;

constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;
constexpr std::uint64_t many_zeros = std::uint64_t{64} << 20;  // to compress more takes seconds

// The most memory that this process, the grader, ever had, in KiB.
long peak() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

class HostileObjects : public FetchTest {
 protected:
  // A commit whose only file is the object.
  core::SourceRequest with_file(const std::string& id) {
    repository_.set_reference("refs/heads/main", repository_.commit(repository_.tree({{"100644", "a", id}})));
    return from(repository_.folder());
  }
  // The branch is at an object that libgit2 would not let it name.
  core::SourceRequest at_object(const std::string& id) {
    write(git_ / "refs/heads/main", id + "\n");
    return from(repository_.folder());
  }
  std::string commit_text() {
    return "tree " + repository_.files({{"a", "a"}}) +
           "\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n\nx\n";
  }
  // Tiny deltas against a base of so many zeros after a commit's own text.
  core::SourceRequest commit_on_a_huge_base(std::uint64_t zeros) {
    const std::string text = commit_text();
    const std::string id = id_of("commit", text);
    ForgedPack pack;
    const auto base = pack.add(ForgedPack::commit, std::string(40, '1'), text.size() + zeros, deflated(text, zeros));
    pack.add_delta(base, id, delta_head(text.size() + zeros, text.size()) + delta_copy(0, static_cast<std::uint32_t>(text.size())));
    pack.write_to(git_);
    return at_object(id);
  }

  GitRepository repository_{new_path("source"), true};
  std::filesystem::path git_ = repository_.git_directory();
  long peak_before_ = peak();
  std::string fake_ = std::string(40, 'a');
};

TEST_F(HostileObjects, AHugeBlobIsCountedByItsHeader) {
  forge_loose(git_, fake_, deflated("blob " + std::to_string(gibibyte) + std::string(1, '\0'), many_zeros));
  options_.reader.memory = core::Bytes{std::uint64_t{64} << 20};
  const auto result = refusal(with_file(fake_));
  EXPECT_EQ(result.reason, "file_too_large");
  EXPECT_THAT(result.message, HasSubstr("1GiB"));
}

TEST_F(HostileObjects, AHugeBlobInAPackIsCountedByItsHeader) {
  ForgedPack pack;
  pack.add(ForgedPack::blob, fake_, gibibyte, deflated("", many_zeros));
  pack.write_to(git_);
  options_.reader.memory = core::Bytes{std::uint64_t{64} << 20};
  EXPECT_EQ(refusal(with_file(fake_)).reason, "file_too_large");
}

TEST_F(HostileObjects, ADeltaIsCountedByWhatComesOfIt) {
  ForgedPack pack;
  const auto base = pack.add(ForgedPack::blob, std::string(40, '1'), 65'536, deflated("", 65'536));
  std::string instructions = delta_head(65'536, gibibyte);
  for (int i = 0; i < 16'384; ++i) instructions += delta_copy(0, 65'536);
  pack.add_delta(base, fake_, instructions);
  pack.write_to(git_);
  options_.reader.memory = core::Bytes{std::uint64_t{64} << 20};
  EXPECT_EQ(refusal(with_file(fake_)).reason, "file_too_large");
}

TEST_F(HostileObjects, AHeaderThatClaimsTooLittleIsCaught) {
  forge_loose(git_, fake_, deflated(std::string("blob 10\0", 8), many_zeros));
  EXPECT_EQ(refusal(with_file(fake_)).reason, "broken_object");
  ForgedPack pack;
  pack.add(ForgedPack::blob, std::string(40, 'b'), 10, deflated("", many_zeros));
  pack.write_to(git_);
  EXPECT_EQ(refusal(with_file(std::string(40, 'b'))).reason, "broken_object");
}

TEST_F(HostileObjects, AHeaderThatClaimsTooMuchIsCaught) {
  forge_loose(git_, fake_, deflated(std::string("blob 5000000\0short", 18)));
  EXPECT_EQ(refusal(with_file(fake_)).reason, "broken_object");
  forge_loose(git_, fake_, deflated("blob 9223372036854775807" + std::string(1, '\0')));
  EXPECT_EQ(refusal(with_file(fake_)).reason, "file_too_large");
  forge_loose(git_, fake_, deflated("blob 99999999999999999999999999" + std::string(1, '\0')));
  EXPECT_EQ(refusal(with_file(fake_)).reason, "broken_object");
}

TEST_F(HostileObjects, ADeltaThatWritesMoreThanItClaimsIsCaught) {
  ForgedPack pack;
  const auto base = pack.add(ForgedPack::blob, std::string(40, '1'), 65'536, deflated("", 65'536));
  std::string instructions = delta_head(65'536, 100);
  for (int i = 0; i < 1000; ++i) instructions += delta_copy(0, 65'536);
  pack.add_delta(base, fake_, instructions);
  pack.write_to(git_);
  EXPECT_EQ(refusal(with_file(fake_)).reason, "broken_object");
}

TEST_F(HostileObjects, ContentThatIsNotWhatItsIdSaysIsCaught) {
  forge_loose(git_, fake_, deflated(std::string("blob 4\0evil", 11)));
  EXPECT_EQ(refusal(with_file(fake_)).reason, "broken_object");
}

TEST_F(HostileObjects, AnIndexThatLeadsToAnotherObjectIsCaught) {
  ForgedPack pack;
  pack.add(ForgedPack::blob, id_of("blob", "good"), 4, deflated("evil"));
  pack.write_to(git_);
  EXPECT_EQ(refusal(with_file(id_of("blob", "good"))).reason, "broken_object");
}

TEST_F(HostileObjects, ADeltaBombCostsTheBoxItsMemoryAndTheGraderNone) {
  options_.reader.memory = core::Bytes{std::uint64_t{128} << 20};
  const auto result = refusal(commit_on_a_huge_base(gibibyte / 4));
  EXPECT_EQ(result.reason, "needs_too_much_memory");
  EXPECT_THAT(result.message, HasSubstr("ended by its memory limit"));
  EXPECT_LT(peak() - peak_before_, 64L << 10);
}

TEST_F(HostileObjects, ADeltaOnABaseThatFitsIsRead) {
  options_.reader.memory = core::Bytes{std::uint64_t{128} << 20};
  EXPECT_EQ(checkout(commit_on_a_huge_base(std::uint64_t{16} << 20)).files, 1U);
}

TEST_F(HostileObjects, ManyDeltasOnOneLargeBaseCostTheBoxItsTime) {
  constexpr std::uint64_t size = std::uint64_t{32} << 20;
  ForgedPack pack;
  const auto base = pack.add(ForgedPack::blob, std::string(40, '1'), size, deflated("", size));
  std::vector<support::TreeLine> lines;
  for (int i = 0; i < 2000; ++i) {
    const std::string content = std::to_string(10'000 + i);
    const std::string id = id_of("blob", content);
    pack.add_delta(base, id, delta_head(size, 5) + '\5' + content);
    lines.push_back({"100644", content, id});
  }
  pack.write_to(git_);
  repository_.set_reference("refs/heads/main", repository_.commit(repository_.tree(lines)));
  options_.reader.cpu = std::chrono::seconds(1);
  EXPECT_EQ(refusal(from(repository_.folder())).reason, "needs_too_much_time");
}

TEST_F(HostileObjects, ADeepChainOfDeltasIsRead) {
  ForgedPack pack;
  std::string content = "start";
  auto last = pack.add(ForgedPack::blob, id_of("blob", content), content.size(), deflated(content));
  for (int i = 0; i < 5000; ++i) {
    const auto size = content.size();
    content = "link" + std::to_string(i % 10);
    last = pack.add_delta(last, i == 4999 ? id_of("blob", content) : sha1(std::to_string(i)),
                          delta_head(size, 5) + '\5' + content);
  }
  pack.write_to(git_);
  checkout(with_file(id_of("blob", content)));
  EXPECT_EQ(read(destination_ / "a"), "link9");
}

TEST_F(HostileObjects, ADeltaOnItselfOrOnWhatIsBeforeThePackIsRefused) {
  for (const std::uint64_t back : {0, 127}) {
    ForgedPack pack;
    const std::string id = sha1(std::to_string(back));
    pack.add_delta_back(back, id, delta_head(5, 5) + '\5' + "abcde");
    pack.write_to(git_);
    EXPECT_EQ(refusal(with_file(id)).reason, "broken_object") << back;
  }
}

TEST_F(HostileObjects, ADamagedEntryIsRefused) {
  ForgedPack pack;
  const std::string text = commit_text();
  pack.add(ForgedPack::commit, id_of("commit", text), text.size(), deflated(text).substr(0, 40) + std::string(60, 'z'));
  pack.write_to(git_);
  EXPECT_EQ(refusal(at_object(id_of("commit", text))).reason, "broken_object");
}

}  // namespace
}  // namespace assay::fetch
