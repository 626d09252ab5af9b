// A repository's own files, which come with a submission that is graded where it lies:
// grader/fetch/reader/local_repository and ignore_rules. An input is a row of files, each after a line "@"
// with its name; "@work/" is the working folder's, and the others are of `.git`.
#include <array>
#include <filesystem>
#include <fstream>
#include <algorithm>
#include <string>

#include "fetch/folder_listing.hpp"
#include "fetch/git.hpp"
#include "fetch/reader/ignore_rules.hpp"
#include "fetch/reader/local_repository.hpp"
#include "fetch/reader/objects.hpp"
#include "fetch/reader/revision.hpp"
#include "support/fuzz.hpp"
#include "util/temporary_directory.hpp"

namespace {

using namespace assay;
using fuzz::require;
namespace fs = std::filesystem;

// What a file may be called: the fuzzer chooses contents, not places on our disk.
constexpr std::array<std::string_view, 8> names{"HEAD",        "packed-refs",  "index",           "refs/heads/main",
                                                "refs/tags/v1", "info/exclude", "work/.gitignore", "work/deep/.gitignore"};

struct Home {
  util::TemporaryDirectory folder;
  fs::path git;
  fs::path work;
  fs::path stand_in;  ///< of the working folder, where the reader lays its rules
};

const Home& home() {
  static const Home made = [] {
    fetch::reader::start_library();
    auto folder = util::TemporaryDirectory::create();
    require(folder.has_value(), "there is a temporary folder");
    const fs::path git = folder->path() / "git";
    const fs::path work = folder->path() / "work";
    git_repository* repository = nullptr;
    require(git_repository_init(&repository, git.c_str(), 1) == 0, "there is a repository");
    const fetch::Repository owner(repository);
    fs::create_directories(work / "deep" / "deeper");
    for (const char* name : {"a.cpp", "deep/aaaaaaaaaaaaaaaaaaaaaaaaaaaa.cpp", "deep/deeper/b.o"}) std::ofstream(work / name) << "x\n";
    std::ofstream(folder->path() / "outside") << "0123456789012345678901234567890123456789\n";
    return Home{std::move(*folder), git, work, git.parent_path() / "stand_in"};
  }();
  return made;
}

fs::path place_of(std::string_view name) {
  return name.starts_with("work/") ? home().work / name.substr(5) : home().git / name;
}

// A file that is written over is one that ext4 flushes to the disk at once; a new one is not.
void make(const fs::path& file, std::string_view content) {
  fs::remove(file);
  std::ofstream(file, std::ios::binary) << content;
}

void write(fuzz::Input& input) {
  const auto heading = input.line();
  auto content = input.rest().substr(0, input.rest().find("\n@"));
  for (const auto name : names) {
    if (heading == "@" + std::string(name)) make(place_of(name), content);
  }
  input = fuzz::Input(input.rest().substr(std::min(content.size() + 1, input.rest().size())));
}

void start_over() {
  for (const auto name : names) fs::remove(place_of(name));
  fs::remove_all(home().stand_in);
  make(home().git / "HEAD", "ref: refs/heads/main\n");
  fs::create_directories(home().git / "info");
}

void check_references(git_repository* repository) {
  const auto references = fetch::reader::read_references(repository);
  if (!references) return;
  for (const auto& [name, id] : *references) {
    require(name == "HEAD" || name.starts_with("refs/heads/") || name.starts_with("refs/tags/"), "a reference is one");
    require(fetch::to_string(id) != "0123456789012345678901234567890123456789", "nothing outside is read");
  }
  (void)fetch::reader::choose_commit(repository, *references, {});
}

// The grader walks the folder, and the reader is asked folder by folder.
void check_rules(git_repository* repository) {
  auto rules = fetch::reader::IgnoreRules::open(repository, home().stand_in);
  if (!rules) return;
  const auto root = fetch::open_folder(home().work);
  require(root.has_value(), "the working folder opens");
  const auto leave_out = [&](const fetch::IgnoreQuestion& question) {
    auto answers = rules->answer(question);
    if (answers) require(answers->size() == question.names.size(), "there is an answer for each name");
    return answers;
  };
  const auto listing = fetch::list_folder(root->get(), {}, leave_out, {});
  if (listing) require(listing->entries.size() <= 5, "the working folder's files are listed, and no others");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  start_over();
  for (fuzz::Input input(fuzz::text_of(data, size)); !input.empty();) write(input);
  const auto repository = fetch::reader::open_repository(home().git);
  if (!repository) return 0;
  check_references(repository->get());
  check_rules(repository->get());
  return 0;
}
