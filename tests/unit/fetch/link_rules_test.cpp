#include "fetch/link_rules.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>

#include "util/temporary_directory.hpp"

namespace assay::fetch {
namespace {

namespace fs = std::filesystem;

std::string reason(const Links& links) {
  const auto checked = check_links(links);
  return checked ? "" : std::get<core::Refusal>(checked.error()).reason;
}

TEST(LinkRules, FollowLinksInTheMiddleOfAWay) {
  EXPECT_EQ(reason({{"a", "b/.."}, {"b", "d/e"}}), "");          // d
  EXPECT_EQ(reason({{"a", "b/../.."}, {"b", "d/e"}}), "");       // the top itself
  EXPECT_EQ(reason({{"a", "b/../../.."}, {"b", "d/e"}}), "link_out_of_tree");
  EXPECT_EQ(reason({{"x/y/a", "b/../../.."}, {"x/y/b", "../../t"}}), "link_out_of_tree");
}

TEST(LinkRules, CountAtMostFortyLinks) {
  Links links{{"l0", "file"}};
  for (int i = 1; i < 40; ++i) links["l" + std::to_string(i)] = "l" + std::to_string(i - 1);
  EXPECT_EQ(reason(links), "");
  links["l40"] = "l39";
  EXPECT_EQ(reason(links), "link_loop");
}

// The kernel is the oracle: whatever the rules let pass resolves below the root.
RC_GTEST_PROP(LinkRules, WhatPassesNeverLeavesTheRoot, ()) {
  const auto part = rc::gen::element<std::string>("a", "b", "c", "d", "..", ".");
  const auto names = rc::gen::element<std::string>("a", "b", "c", "d/a", "d/b", "d/d/a", "d/d/b");
  Links links;
  const auto count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) {
    std::string target;
    for (const auto& step : *rc::gen::container<std::vector<std::string>>(4, part)) target += (target.empty() ? "" : "/") + step;
    links[*names] = target;
  }
  RC_PRE(check_links(links).has_value());
  const auto home = util::TemporaryDirectory::create();
  RC_ASSERT(home.has_value());
  const fs::path root = fs::canonical(home->path()) / "root";
  fs::create_directories(root / "d" / "d");
  for (const auto& [link, target] : links) fs::create_symlink(target, root / link);
  for (const auto& [link, target] : links) {
    std::error_code unresolved;  // a way through what does not exist leads nowhere
    const fs::path end = fs::canonical(root / link, unresolved);
    if (!unresolved) RC_ASSERT(end == root || end.string().starts_with(root.string() + "/"));
  }
}

}  // namespace
}  // namespace assay::fetch
