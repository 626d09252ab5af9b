#include "fetch/reader/revision.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "fetch/name_rules.hpp"
#include "fetch/reader/commit_times.hpp"
#include "fetch/reader/objects.hpp"

namespace assay::fetch::reader {
namespace {

constexpr std::size_t shortest_id = 4;  // git's minimum abbreviation
constexpr int most_nested_tags = 16;
constexpr std::size_t largest_tag = std::size_t{1} << 20;

std::unexpected<core::Error> unknown(const std::string& what) { return core::fail(core::ErrorKind::usage, what); }

// A tag may name a tag; follows them to the commit.
Attempt<Commit> commit_of(git_repository* repository, git_oid id) {
  const auto objects = objects_of(repository);
  if (!objects) return std::unexpected(objects.error());
  for (int nested = 0; nested < most_nested_tags; ++nested) {
    const auto header = read_header(objects->get(), id);
    if (!header) return std::unexpected(header.error());
    if (header->type == GIT_OBJECT_COMMIT) return look_up_commit(repository, id);
    if (header->type != GIT_OBJECT_TAG || header->size > largest_tag) {
      return unknown(to_string(id) + " is a " + git_object_type2string(header->type) + ", not a commit");
    }
    git_tag* tag = nullptr;
    if (const int problem = git_tag_lookup(&tag, repository, &id); problem != 0) {
      return unreadable("reading tag " + to_string(id), problem);
    }
    const Tag owner(tag);
    id = *git_tag_target_id(tag);
  }
  return unknown(to_string(id) + " is behind more than " + std::to_string(most_nested_tags) + " tags");
}

// The object that a full or short id names; nothing where the text is no id or is unknown.
Attempt<std::optional<git_oid>> find_id(git_repository* repository, const std::string& text) {
  const bool hexadecimal = std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
  if (!hexadecimal || text.size() < shortest_id || text.size() > GIT_OID_HEXSZ) return std::nullopt;
  const auto objects = objects_of(repository);
  if (!objects) return std::unexpected(objects.error());
  git_oid prefix{};
  git_oid found{};
  if (git_oid_fromstrn(&prefix, text.c_str(), text.size()) != 0) return git_fault("reading the id '" + text + "'");
  const int problem = git_odb_exists_prefix(&found, objects->get(), &prefix, text.size());
  if (problem == GIT_ENOTFOUND) return std::nullopt;
  if (problem == GIT_EAMBIGUOUS) return unknown("'" + text + "' begins more than one object's id: give more digits");
  if (problem != 0) return unreadable("looking for object " + text, problem);
  return found;
}

Attempt<Commit> commit_named(git_repository* repository, const References& references, const std::string& text) {
  const auto tag = references.find("refs/tags/" + text);
  const auto id = find_id(repository, text);
  if (!id) return std::unexpected(id.error());
  if (tag == references.end()) {
    if (!*id) return unknown("no commit or tag '" + printable(text) + "' in the source");
    return commit_of(repository, **id);
  }
  auto tagged = commit_of(repository, tag->second);
  if (!tagged || !*id) return tagged;
  // A submission must not decide by a tag's name what an id means.
  const auto identified = commit_of(repository, **id);
  if (!identified || git_oid_equal(git_commit_id(identified->get()), git_commit_id(tagged->get())) == 0) {
    return unknown("'" + printable(text) +
                   "' is both a tag and the beginning of another object's id: give the full id");
  }
  return tagged;
}

Attempt<Commit> newest(git_repository* repository, const References& references,
                       const std::optional<std::string>& branch) {
  const auto found = references.find(branch ? "refs/heads/" + *branch : "HEAD");
  if (found != references.end()) return commit_of(repository, found->second);
  if (references.empty()) return refuse("empty_repository", "the repository has no commit");
  if (branch) return unknown("no branch '" + printable(*branch) + "' in the source");
  return unknown("the source's HEAD names no commit: say which branch");
}

Attempt<Commit> before_deadline(git_repository* repository, Commit commit, core::Timestamp deadline) {
  const std::string tip = to_string(*git_commit_id(commit.get()));
  while (commit && committed_at(commit.get()) > deadline) {
    auto parent = first_parent(repository, commit.get());
    if (!parent) return parent;
    commit = std::move(*parent);
  }
  if (commit) return commit;
  return refuse("nothing_before_deadline", "no first-parent commit from " + tip + " on has a commit time up to " +
                                               core::to_string(deadline));
}

Attempt<void> check_on_branch(git_repository* repository, const git_commit* commit, const git_commit* tip,
                              const std::string& branch) {
  const git_oid& id = *git_commit_id(commit);
  if (git_oid_equal(&id, git_commit_id(tip)) != 0) return {};
  const int descends = git_graph_descendant_of(repository, git_commit_id(tip), &id);
  if (descends < 0) return unreadable("walking the history of " + printable(branch), descends);
  if (descends == 0) return unknown("commit " + to_string(id) + " is not on branch '" + printable(branch) + "'");
  return {};
}

}  // namespace

Attempt<Commit> first_parent(git_repository* repository, const git_commit* commit) {
  if (git_commit_parentcount(commit) == 0) return Commit{};
  auto parent = look_up_commit(repository, *git_commit_parent_id(commit, 0));
  if (parent) return parent;
  if (const auto* error = std::get_if<core::Error>(&parent.error())) {
    return core::within("reading the parent of " + to_string(*git_commit_id(commit)) +
                            " (is the source a shallow clone?)",
                        *error);
  }
  return parent;
}

Attempt<Commit> choose_commit(git_repository* repository, const References& references,
                              const Question& question) {
  if (!question.commit) {
    auto tip = newest(repository, references, question.branch);
    if (!tip || !question.deadline) return tip;
    return before_deadline(repository, std::move(*tip), *question.deadline);
  }
  if (references.empty()) return refuse("empty_repository", "the repository has no commit");
  auto commit = commit_named(repository, references, *question.commit);
  if (!commit || !question.branch) return commit;
  const auto tip = newest(repository, references, question.branch);
  if (!tip) return std::unexpected(tip.error());
  auto checked = check_on_branch(repository, commit->get(), tip->get(), *question.branch);
  if (!checked) return std::unexpected(checked.error());
  return commit;
}

}  // namespace assay::fetch::reader
