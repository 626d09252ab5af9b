#include "fetch/reader/commit_times.hpp"

#include <algorithm>

#include "fetch/reader/revision.hpp"

namespace assay::fetch::reader {
namespace {

using namespace std::chrono_literals;
using core::Timestamp;

constexpr int most_ancestors = 10'000;

Timestamp from_git(git_time_t seconds) {
  using namespace std::chrono;
  constexpr sys_seconds first = sys_days{year{1} / 1 / 1};
  constexpr sys_seconds last = sys_days{year{9999} / 12 / 31} + 23h + 59min + 59s;
  return sys_seconds(std::chrono::seconds(
      std::clamp<git_time_t>(seconds, first.time_since_epoch().count(), last.time_since_epoch().count())));
}

}  // namespace

Timestamp committed_at(const git_commit* commit) { return from_git(git_commit_time(commit)); }

Attempt<CommitFacts> facts_of(git_repository* repository, const git_commit* commit) {
  CommitFacts facts{to_string(*git_commit_id(commit)), from_git(git_commit_author(commit)->when.time),
                    committed_at(commit), {}};
  auto ancestor = first_parent(repository, commit);
  for (int count = 0; ancestor && *ancestor && count < most_ancestors; ++count) {
    facts.newest_ancestor = std::max(facts.newest_ancestor, std::optional(committed_at(ancestor->get())));
    ancestor = first_parent(repository, ancestor->get());
  }
  return facts;
}

}  // namespace assay::fetch::reader
