#include "fetch/link_rules.hpp"

#include <string_view>
#include <vector>

#include "fetch/name_rules.hpp"

namespace assay::fetch {
namespace {

constexpr unsigned most_links_in_a_way = 40;
constexpr std::size_t longest_target = 4095;  // Linux PATH_MAX, less its NUL

// Parts in reverse, so that the next one to walk is the last.
void push_parts(std::vector<std::string>& pending, std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const auto slash = path.find('/');
    parts.emplace_back(path.substr(0, slash));
    path.remove_prefix(slash == path.npos ? path.size() : slash + 1);
  }
  pending.insert(pending.end(), parts.rbegin(), parts.rend());
}

std::string joined(const std::vector<std::string>& parts) {
  std::string path;
  for (const auto& part : parts) path.append(path.empty() ? "" : "/").append(part);
  return path;
}

Attempt<void> follow(const Links& links, const std::string& link) {
  const auto leaves = [&] {
    return refuse("link_out_of_tree", printable(link) + ": the link to " + printable(links.at(link)) +
                                          " leads out of the submission");
  };
  std::vector<std::string> here;
  std::vector<std::string> pending;
  push_parts(pending, link);
  unsigned followed = 0;
  while (!pending.empty()) {
    const std::string part = std::move(pending.back());
    pending.pop_back();
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      if (here.empty()) return leaves();
      here.pop_back();
      continue;
    }
    here.push_back(part);
    const auto next = links.find(joined(here));
    if (next == links.end()) continue;
    if (++followed > most_links_in_a_way) {
      return refuse("link_loop", printable(link) + ": the link leads through more than " +
                                     std::to_string(most_links_in_a_way) + " others");
    }
    if (next->second.starts_with('/')) return leaves();
    here.pop_back();
    push_parts(pending, next->second);
  }
  return {};
}

}  // namespace

Attempt<void> check_links(const Links& links) {
  for (const auto& [link, target] : links) {
    if (target.empty() || target.size() > longest_target || target.find('\0') != target.npos) {
      return refuse("broken_link", printable(link) + ": not the text of a link");
    }
  }
  for (const auto& [link, target] : links) {
    if (auto followed = follow(links, link); !followed) return followed;
  }
  return {};
}

}  // namespace assay::fetch
