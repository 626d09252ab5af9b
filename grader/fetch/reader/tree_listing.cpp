#include "fetch/reader/tree_listing.hpp"

#include <sys/stat.h>

#include <array>
#include <cstdio>

#include "fetch/name_rules.hpp"
#include "fetch/reader/objects.hpp"

namespace assay::fetch::reader {
namespace {

constexpr std::size_t largest_tree = std::size_t{4} << 20;  // one folder of 5,000 files has under 1.5 MiB
constexpr std::size_t most_submodules = 100;

class TreeWalk {
 public:
  TreeWalk(git_repository* repository, git_odb* objects, const core::CheckoutLimits& limits)
      : repository_(repository), objects_(objects), submodules_(limits.submodules), manifest_(limits) {}

  // Recursion is bounded by the manifest's cap on depth.
  Attempt<void> walk(const git_oid& id, const std::string& path) {
    const auto tree = open(id, path);
    if (!tree) return std::unexpected(tree.error());
    for (std::size_t i = 0; i < git_tree_entrycount(tree->get()); ++i) {
      if (auto added = add(*git_tree_entry_byindex(tree->get(), i), path); !added) return added;
    }
    return {};
  }

  Listing take() { return {manifest_.take_entries(), manifest_.size(), std::move(flags_)}; }

 private:
  Attempt<Tree> open(const git_oid& id, const std::string& path) {
    const auto header = read_header(objects_, id);
    if (!header) return std::unexpected(header.error());
    if (header->type != GIT_OBJECT_TREE) return refuse("broken_object", printable(path) + ": not a folder's object");
    if (header->size > largest_tree) {
      return refuse("folder_too_large", "the list of folder '" + printable(path) + "' has more than 4MiB");
    }
    git_tree* tree = nullptr;
    if (const int problem = git_tree_lookup(&tree, repository_, &id); problem != 0) {
      return unreadable("reading folder '" + printable(path) + "'", problem);
    }
    return Tree(tree);
  }

  Attempt<void> add(const git_tree_entry& entry, const std::string& parent) {
    const std::string name = git_tree_entry_name(&entry);
    const git_oid& id = *git_tree_entry_id(&entry);
    const auto mode = static_cast<unsigned>(git_tree_entry_filemode_raw(&entry));
    switch (mode & S_IFMT) {
      case S_IFDIR:
        if (auto added = manifest_.add_folder(parent, name); !added) return added;
        return walk(id, join(parent, name));
      case S_IFREG: return add_blob(parent, name, (mode & S_IXUSR) != 0 ? EntryKind::executable : EntryKind::file, id);
      case S_IFLNK: return add_blob(parent, name, EntryKind::link, id);
      case S_IFDIR | S_IFLNK: return skip_submodule(join(parent, name), id);  // 160000, git's "gitlink"
      default: break;
    }
    std::array<char, 16> octal{};
    std::snprintf(octal.data(), octal.size(), "%o", mode);
    return refuse("odd_mode", printable(join(parent, name)) + ": mode " + octal.data() + " is no file, folder or link");
  }

  Attempt<void> add_blob(const std::string& parent, const std::string& name, EntryKind kind, const git_oid& id) {
    const auto header = read_header(objects_, id);
    if (!header) return std::unexpected(header.error());
    if (header->type != GIT_OBJECT_BLOB) {
      return refuse("broken_object", printable(join(parent, name)) + ": not a file's object");
    }
    return manifest_.add(parent, name, kind, header->size, to_string(id));
  }

  Attempt<void> skip_submodule(const std::string& path, const git_oid& id) {
    if (submodules_) {
      return core::fail(core::ErrorKind::bad_lab,
                        "the lab asks for submodules, which are not fetched in this version; " + printable(path) +
                            " is one");
    }
    if (flags_.size() >= most_submodules) {
      return refuse("too_many_submodules", "more than " + std::to_string(most_submodules) +
                                               " submodules; the one too many is " + printable(path));
    }
    flags_.push_back("submodule " + printable(path) + " at " + to_string(id) + " is left out");
    return {};
  }

  git_repository* repository_;
  git_odb* objects_;
  bool submodules_;
  Manifest manifest_;
  std::vector<std::string> flags_;
};

}  // namespace

Attempt<Listing> list_tree(git_repository* repository, const git_oid& tree, const core::CheckoutLimits& limits) {
  const auto objects = objects_of(repository);
  if (!objects) return std::unexpected(objects.error());
  TreeWalk walk(repository, objects->get(), limits);
  if (auto walked = walk.walk(tree, ""); !walked) return std::unexpected(walked.error());
  return walk.take();
}

}  // namespace assay::fetch::reader
