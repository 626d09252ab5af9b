#include "fetch/working_tree.hpp"

#include "fetch/git.hpp"
#include "fetch/name_rules.hpp"

namespace assay::fetch {

Attempt<Head> ask_for_head(RepositoryBox& box, const core::CheckoutLimits& limits) {
  auto& in = box.answers();
  const auto verdict = receive_verdict(in);
  if (!in.ok()) return std::unexpected(box.why_it_broke_off());
  if (!verdict) return std::unexpected(verdict.error());
  Head head;
  if (in.flag()) head.commit = receive_commit_facts(in);
  if (in.flag()) head.listing = receive_listing(in, limits);
  if (!in.ok()) return std::unexpected(box.why_it_broke_off());
  return head;
}

Attempt<std::vector<bool>> ask_what_to_leave_out(RepositoryBox& box, const IgnoreQuestion& question) {
  auto& in = box.answers();
  send(box.questions(), question);
  // Where it cannot be sent, no answer comes either.
  (void)box.questions().flush();
  const auto verdict = receive_verdict(in);
  std::vector<bool> answers;
  if (verdict) {
    for (std::size_t i = 0; i < question.names.size() && in.ok(); ++i) answers.push_back(in.flag());
  }
  if (!in.ok()) return std::unexpected(box.why_it_broke_off());
  if (!verdict) return std::unexpected(verdict.error());
  return answers;
}

Attempt<bool> differs_from(const Head& head, const std::vector<Entry>& entries, const ReadEntry& read) {
  // A commit that may not be checked out cannot equal a folder that may.
  if (!head.listing || head.listing->entries.size() != entries.size()) return true;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& then = head.listing->entries[i];
    const auto& now = entries[i];
    if (then.path != now.path || then.kind != now.kind || then.size != now.size) return true;
    const auto content = read(now);
    if (!content) return std::unexpected(content.error());
    git_oid id{};
    if (git_odb_hash(&id, content->data(), content->size(), GIT_OBJECT_BLOB) != 0) {
      return git_fault("hashing " + printable(now.path));
    }
    if (to_string(id) != then.id) return true;
  }
  return false;
}

}  // namespace assay::fetch
