#include "fetch/committed_tree.hpp"

#include <set>
#include <string>
#include <utility>

#include "fetch/manifest.hpp"
#include "fetch/messages.hpp"

namespace assay::fetch {
namespace {

// Every folder on the way to `path`, once.
Attempt<void> add_folders(Manifest& manifest, std::set<std::string>& known, const std::string& path) {
  std::size_t begin = 0;
  for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', begin)) {
    if (known.insert(path.substr(0, slash)).second) {
      const std::string parent = begin == 0 ? "" : path.substr(0, begin - 1);
      if (auto added = manifest.add_folder(parent, path.substr(begin, slash - begin)); !added) return added;
    }
    begin = slash + 1;
  }
  return {};
}

}  // namespace

Attempt<Listing> check_listing(const Listing& listing, const core::CheckoutLimits& limits) {
  Manifest manifest(limits);
  std::set<std::string> folders;
  for (const auto& entry : listing.entries) {
    if (auto added = add_folders(manifest, folders, entry.path); !added) return std::unexpected(added.error());
    const auto slash = entry.path.rfind('/');
    const std::string parent = slash == entry.path.npos ? "" : entry.path.substr(0, slash);
    const std::string name = slash == entry.path.npos ? entry.path : entry.path.substr(slash + 1);
    auto added = manifest.add(parent, name, entry.kind, entry.size, entry.id);
    if (!added) return std::unexpected(added.error());
  }
  return Listing{manifest.take_entries(), manifest.size(), listing.flags};
}

Attempt<CommittedTree> ask_for_commit(RepositoryBox& box, const core::CheckoutLimits& limits) {
  auto& in = box.answers();
  const auto verdict = receive_verdict(in);
  if (!in.ok()) return std::unexpected(box.why_it_broke_off());
  if (!verdict) return std::unexpected(verdict.error());
  CommittedTree tree{receive_commit_facts(in), receive_listing(in, limits)};
  if (!in.ok()) return std::unexpected(box.why_it_broke_off());
  auto checked = check_listing(tree.listing, limits);
  if (!checked) return std::unexpected(checked.error());
  tree.listing = std::move(*checked);
  return tree;
}

ReadEntry read_from(RepositoryBox& box) {
  return [&box](const Entry& entry) -> Attempt<std::string> {
    auto& in = box.answers();
    const auto verdict = receive_verdict(in);
    if (in.ok() && !verdict) return std::unexpected(verdict.error());
    auto content = in.bytes(entry.size);
    if (!in.ok()) return std::unexpected(box.why_it_broke_off());
    return content;
  };
}

}  // namespace assay::fetch
