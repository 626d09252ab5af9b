// Names, sizes and links of a submission's entries: grader/fetch/name_rules, link_rules and
// manifest. An entry is a line: 'f' file, 'd' folder or 'l' link, and a path; the line after a
// link is its target.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "fetch/link_rules.hpp"
#include "fetch/manifest.hpp"
#include "fetch/name_rules.hpp"
#include "support/fuzz.hpp"

namespace {

using namespace assay;
using fuzz::require;

constexpr core::CheckoutLimits limits{.files = 20, .file_size = {100}, .total_size = {1000}};

void check_refusal(const fetch::Attempt<void>& attempt) {
  if (attempt) return;
  const auto* refusal = std::get_if<core::Refusal>(&attempt.error());
  require(refusal != nullptr, "what is wrong with a submission is a refusal");
  require(!refusal->reason.empty() && fuzz::is_plain_text(refusal->message, false), "a refusal can be shown");
  require(refusal->message.size() <= 1000, "a refusal is short");
}

void check_name(std::string_view name) {
  check_refusal([&]() -> fetch::Attempt<void> {
    if (auto refusal = fetch::refuse_name(name, name)) return std::unexpected<fetch::Stop>(*refusal);
    require(!name.empty() && name != "." && name != ".." && name.size() <= 255, "a name is one");
    require(name.find('/') == name.npos && name.find('\0') == name.npos, "a name is one part");
    return {};
  }());
  std::string upper(name);
  std::ranges::transform(upper, upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  require(fetch::is_git_folder_name(upper) == fetch::is_git_folder_name(name), "letter case hides no git folder");
}

// A link is followed as text: nothing of it is on the disk.
void check_links(const fetch::Links& links) {
  const auto checked = fetch::check_links(links);
  check_refusal(checked);
  if (!checked) return;
  for (const auto& [path, target] : links) {
    const auto direct = std::filesystem::path("/root/" + path).parent_path() / target;
    require(!target.starts_with('/'), "a link that passes is relative");
    // Through other links it may lead elsewhere, and those were followed too.
    if (links.size() == 1) {
      const auto normal = direct.lexically_normal().string();
      require(normal == "/root" || normal.starts_with("/root/"), "a link that passes leads into the submission");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(fuzz::text_of(data, size));
  fetch::Manifest manifest(limits);
  fetch::Links links;
  std::set<std::string> folders{""};
  while (!input.empty()) {
    auto line = input.line();
    const char kind = line.empty() ? 'f' : line.front();
    line.remove_prefix(std::min<std::size_t>(1, line.size()));
    const auto slash = line.rfind('/');
    const std::string parent(slash == line.npos ? "" : line.substr(0, slash));
    const std::string name(slash == line.npos ? line : line.substr(slash + 1));
    check_name(name);
    const std::string path = fetch::join(parent, name);
    // A listing walks into folders that were taken, and into no others.
    if (!folders.contains(parent)) continue;
    if (kind == 'd') {
      const auto added = manifest.add_folder(parent, name);
      check_refusal(added);
      if (added) folders.insert(path);
      continue;
    }
    const std::string target(kind == 'l' ? input.line() : "");
    const auto added = manifest.add(parent, name, kind == 'l' ? fetch::EntryKind::link : fetch::EntryKind::file, line.size());
    check_refusal(added);
    if (added && kind == 'l') links.emplace(path, target);
  }
  const auto bytes = manifest.size();
  const auto entries = manifest.take_entries();
  require(entries.size() <= limits.files && bytes <= limits.total_size, "a manifest keeps to its caps");
  require(std::ranges::adjacent_find(entries, std::ranges::greater_equal{}, &fetch::Entry::path) == entries.end(),
          "entries are sorted, each once");
  check_links(links);
  return 0;
}
