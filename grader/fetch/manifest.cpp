#include "fetch/manifest.hpp"

#include <algorithm>
#include <utility>

#include "fetch/name_rules.hpp"

namespace assay::fetch {
std::string mode_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::file: return "100644";
    case EntryKind::executable: return "100755";
    case EntryKind::link: return "120000";
  }
  std::unreachable();
}

std::string join(const std::string& parent, const std::string& name) {
  return parent.empty() ? name : parent + "/" + name;
}

Attempt<void> Manifest::check_path(const std::string& path, const std::string& name) {
  if (auto refusal = refuse_name(name, path)) return std::unexpected<Stop>(std::move(*refusal));
  if (path.size() > longest_path) {
    return refuse("path_too_long", printable(path) + ": " + std::to_string(path.size()) +
                                       " bytes, and a path may have " + std::to_string(longest_path));
  }
  if (std::ranges::count(path, '/') >= deepest_path) {
    return refuse("too_deep", printable(path) + ": more than " + std::to_string(deepest_path) + " parts");
  }
  if (!taken_.insert(path).second) return refuse("duplicate_name", printable(path) + " is there twice");
  return {};
}

Attempt<void> Manifest::add_folder(const std::string& parent, const std::string& name) {
  const std::string path = join(parent, name);
  if (auto checked = check_path(path, name); !checked) return checked;
  if (++folders_ > limits_.files) {
    return refuse("too_many_folders",
                  "more than " + std::to_string(limits_.files) + " folders; the one too many is " + printable(path));
  }
  return {};
}

Attempt<void> Manifest::add(const std::string& parent, const std::string& name, EntryKind kind,
                            std::uint64_t size, std::string id) {
  std::string path = join(parent, name);
  if (auto checked = check_path(path, name); !checked) return checked;
  if (entries_.size() >= limits_.files) {
    return refuse("too_many_files",
                  "more than " + std::to_string(limits_.files) + " files; the one too many is " + printable(path));
  }
  if (size > limits_.file_size.count) {
    return refuse("file_too_large", printable(path) + ": " + core::to_string(core::Bytes{size}) +
                                        ", and a file may have " + core::to_string(limits_.file_size));
  }
  if (size > limits_.total_size.count - size_.count) {
    return refuse("submission_too_large",
                  "the files have more than " + core::to_string(limits_.total_size) + " together; " +
                      printable(path) + " with " + core::to_string(core::Bytes{size}) + " is too much");
  }
  size_.count += size;
  entries_.push_back({std::move(path), kind, size, std::move(id)});
  return {};
}

std::vector<Entry> Manifest::take_entries() {
  std::ranges::sort(entries_, {}, &Entry::path);
  return std::exchange(entries_, {});
}

}  // namespace assay::fetch
