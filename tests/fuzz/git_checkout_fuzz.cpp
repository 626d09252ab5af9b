// A commit's tree as a hostile author makes it, listed and written out: grader/fetch/reader/tree_listing
// and reader/objects, and export. An input is a line an entry, in the tree that is open: 'f' file, 'x' program, 'l' link
// (the line after is its target), 'm' submodule, each with a name; 'o' with an octal mode, a blank
// and a name; 'd' opens a folder of that name, 'u' closes it, and 'r' puts the folder that was
// closed last there under another name; 'w' puts raw bytes into the tree.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <algorithm>
#include <string>
#include <vector>

#include "fetch/export.hpp"
#include "fetch/name_rules.hpp"
#include "fetch/reader/objects.hpp"
#include "fetch/reader/tree_listing.hpp"
#include "support/fuzz.hpp"
#include "support/memory_repository.hpp"
#include "util/remove_tree.hpp"
#include "util/temporary_directory.hpp"

namespace {

using namespace assay;
using fuzz::require;
namespace fs = std::filesystem;

constexpr core::CheckoutLimits limits{.files = 60, .file_size = {200}, .total_size = {2000}};
constexpr std::size_t deepest = 100;

class TreeBuilder {
 public:
  explicit TreeBuilder(fuzz::MemoryRepository& repository) : repository_(repository), blob_(repository.add(GIT_OBJECT_BLOB, "x\n")) {}

  git_oid build(fuzz::Input input) {
    while (!input.empty()) take(input);
    while (open_.size() > 1) close();
    return repository_.add(GIT_OBJECT_TREE, open_.front().content);
  }

 private:
  struct Open {
    std::string name;
    std::string content;
  };

  void put(const std::string& mode, std::string_view name, const git_oid& id) {
    open_.back().content.append(mode).append(" ").append(name).append(1, '\0').append(fuzz::raw(id));
  }

  void close() {
    last_ = repository_.add(GIT_OBJECT_TREE, open_.back().content);
    const std::string name = open_.back().name;
    open_.pop_back();
    put("40000", name, last_);
  }

  void take(fuzz::Input& input) {
    auto line = input.line();
    if (line.empty()) return;
    const char kind = line.front();
    line.remove_prefix(1);
    switch (kind) {
      case 'f': return put("100644", line, repository_.add(GIT_OBJECT_BLOB, line));
      case 'x': return put("100755", line, blob_);
      case 'l': return put("120000", line, repository_.add(GIT_OBJECT_BLOB, input.line()));
      case 'm': return put("160000", line, blob_);
      case 'o': return put(std::string(line.substr(0, line.find(' '))), line.substr(std::min(line.find(' ') + 1, line.size())), blob_);
      case 'r': return put("40000", line, last_);
      case 'w': open_.back().content += line; return;
      case 'd':
        if (open_.size() < deepest) open_.push_back({std::string(line), {}});
        return;
      case 'u':
        if (open_.size() > 1) close();
        return;
      default: return;
    }
  }

  fuzz::MemoryRepository& repository_;
  git_oid blob_;
  git_oid last_ = blob_;
  std::vector<Open> open_{1};
};

void check_stop(const fetch::Stop& stop) {
  const auto* refusal = std::get_if<core::Refusal>(&stop);
  const auto& message = refusal != nullptr ? refusal->message : std::get<core::Error>(stop).message;
  require(!message.empty() && fuzz::is_plain_text(message, false), "what is said of a tree can be shown");
}

void check_listing(const fetch::Listing& listing) {
  require(listing.entries.size() <= limits.files && listing.size <= limits.total_size, "a listing keeps to its caps");
  for (const auto& entry : listing.entries) {
    for (const auto& part : fs::path(entry.path)) {
      require(!fetch::refuse_name(part.string(), entry.path), "every part of a path is a name that is allowed");
    }
    require(entry.path.find("//") == entry.path.npos && !entry.path.starts_with('/'), "a path is relative");
  }
  for (const auto& flag : listing.flags) require(fuzz::is_plain_text(flag, false), "a flag can be shown");
}

// What lies on the disk, and beside the checkout's folder.
void check_disk(const fs::path& home, const core::Checkout& checkout) {
  std::uint64_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(checkout.directory)) {
    const auto status = entry.symlink_status();
    if (status.type() == fs::file_type::directory) continue;
    ++files;
    if (status.type() == fs::file_type::symlink) {
      const auto end = fs::weakly_canonical(entry.path()).string();
      require(end == checkout.directory || end.starts_with(checkout.directory.string() + "/"), "a link leads into the checkout");
      continue;
    }
    require(status.type() == fs::file_type::regular, "there are files, links and folders");
    const auto mode = static_cast<unsigned>(status.permissions());
    require(mode == 0644 || mode == 0755, "a file's mode is 0644 or 0755");
  }
  require(files == checkout.files, "the disk has what is counted");
  std::ifstream sentinel(home / "sentinel");
  require(std::string(std::istreambuf_iterator<char>(sentinel), {}) == "untouched", "nothing outside is written");
  require(std::distance(fs::directory_iterator(home), fs::directory_iterator()) == 2, "nothing outside is made");
}

const fs::path& home() {
  static const auto folder = [] {
    auto made = util::TemporaryDirectory::create();
    require(made.has_value(), "there is a temporary folder");
    std::ofstream(made->path() / "sentinel") << "untouched";
    return std::move(*made);
  }();
  static const fs::path canonical = fs::canonical(folder.path());
  return canonical;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::MemoryRepository repository;
  const git_oid root = TreeBuilder(repository).build(fuzz::Input(fuzz::text_of(data, size)));
  auto listing = fetch::reader::list_tree(repository.get(), root, limits);
  if (!listing) {
    check_stop(listing.error());
    return 0;
  }
  check_listing(*listing);
  const fs::path destination = home() / "checkout";
  const auto read = [&](const fetch::Entry& entry) {
    return fetch::reader::read_content(repository.objects(), entry.id, entry.size, entry.path);
  };
  const auto checkout = fetch::export_to(destination, std::move(*listing), read, {});
  if (checkout) {
    check_disk(home(), *checkout);
  } else {
    check_stop(checkout.error());
  }
  fs::remove_all(destination);
  return 0;
}
