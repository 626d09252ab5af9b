#include "fetch/export.hpp"

#include "fetch/folder_writer.hpp"
#include "fetch/link_rules.hpp"
#include "fetch/name_rules.hpp"
#include "util/sha256.hpp"

namespace assay::fetch {
namespace {

// The first line of a pointer file: the Git LFS specification, "The Pointer".
constexpr std::string_view lfs_pointer = "version https://git-lfs.github.com/spec/v1\n";

Attempt<Links> read_links(const std::vector<Entry>& entries, const ReadEntry& read) {
  Links links;
  for (const auto& entry : entries) {
    if (entry.kind != EntryKind::link) continue;
    auto target = read(entry);
    if (!target) return std::unexpected(target.error());
    links.emplace(entry.path, std::move(*target));
  }
  if (auto checked = check_links(links); !checked) return std::unexpected(checked.error());
  return links;
}

}  // namespace

Attempt<core::Checkout> export_to(const std::filesystem::path& destination, Listing listing, const ReadEntry& read,
                                  const std::stop_token& stop) {
  const auto links = read_links(listing.entries, read);
  if (!links) return std::unexpected(links.error());
  const auto writer = FolderWriter::create(destination);
  if (!writer) return std::unexpected(writer.error());

  core::Checkout checkout;
  checkout.directory = destination;
  checkout.files = listing.entries.size();
  checkout.size = listing.size;
  checkout.flags = std::move(listing.flags);
  util::Sha256 digest;
  for (const auto& entry : listing.entries) {
    if (auto running = unless_stopped(stop); !running) return std::unexpected(running.error());
    const bool is_link = entry.kind == EntryKind::link;
    const auto content = is_link ? Attempt<std::string>(links->at(entry.path)) : read(entry);
    if (!content) return std::unexpected(content.error());
    digest.add_field(entry.path);
    digest.add_field(mode_of(entry.kind));
    digest.add_field(*content);
    if (is_link) continue;
    auto written = writer->write_file(entry.path, *content, entry.kind == EntryKind::executable);
    if (!written) return std::unexpected(written.error());
    if (content->starts_with(lfs_pointer)) {
      checkout.flags.push_back(printable(entry.path) + " is a Git LFS pointer: its content is not fetched");
    }
  }
  for (const auto& [path, target] : *links) {
    if (auto written = writer->write_link(path, target); !written) return std::unexpected(written.error());
  }
  checkout.tree_digest = digest.finish();
  return checkout;
}

}  // namespace assay::fetch
