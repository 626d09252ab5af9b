// Commits and tags as a hostile author makes them: grader/fetch/reader/revision and
// commit_times, and time_flags. An input is
// a row of objects, each after a line "=commit", "=tag", "=tree" or "=blob"; "@0" to "@9" in one are the ids
// of those before. The last is what the branch and the tag name.
#include <chrono>
#include <algorithm>
#include <string>
#include <vector>

#include "fetch/reader/commit_times.hpp"
#include "fetch/reader/revision.hpp"
#include "fetch/time_flags.hpp"
#include "support/fuzz.hpp"
#include "support/memory_repository.hpp"

namespace {

using namespace assay;
using namespace std::chrono;
using fuzz::require;

git_object_t type_named(std::string_view heading) {
  if (heading == "=tag") return GIT_OBJECT_TAG;
  if (heading == "=tree") return GIT_OBJECT_TREE;
  if (heading == "=blob") return GIT_OBJECT_BLOB;
  return GIT_OBJECT_COMMIT;
}

std::string with_ids(std::string_view text, const std::vector<git_oid>& ids) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto index = i + 1 < text.size() && text[i] == '@' ? static_cast<std::size_t>(text[i + 1] - '0') : ids.size();
    if (index >= ids.size()) {
      result += text[i];
    } else {
      result += fetch::to_string(ids[index]);
      ++i;
    }
  }
  return result;
}

std::vector<git_oid> add_objects(fuzz::MemoryRepository& repository, std::string_view text) {
  std::vector<git_oid> ids{repository.add(GIT_OBJECT_TREE, {})};
  while (text.starts_with('=')) {
    fuzz::Input heading(text);
    const auto type = type_named(heading.line());
    text = heading.rest();
    const auto end = std::min(text.find("\n="), text.size());
    ids.push_back(repository.add(type, with_ids(text.substr(0, end), ids)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return ids;
}

void check_commit(git_repository* repository, const fetch::reader::References& references, const core::SourceRequest& request) {
  const fetch::Question question{.commit = request.commit, .branch = request.branch, .deadline = request.deadline};
  const auto commit = fetch::reader::choose_commit(repository, references, question);
  if (!commit) {
    const auto* refusal = std::get_if<core::Refusal>(&commit.error());
    require(!(refusal != nullptr ? refusal->message : std::get<core::Error>(commit.error()).message).empty(), "it is said why");
    return;
  }
  require(*commit != nullptr, "there is a commit");
  if (request.deadline) require(fetch::reader::committed_at(commit->get()) <= *request.deadline, "it stood at the deadline");
  const auto times = fetch::reader::facts_of(repository, commit->get());
  if (!times) return;
  for (const auto time : {times->author, times->commit, times->newest_ancestor.value_or(times->commit)}) {
    const auto again = core::parse_timestamp(core::to_string(time));
    require(again && *again == time, "a time can be written and read");
  }
  for (const auto& flag : fetch::time_flags(*times, request)) require(fuzz::is_plain_text(flag, false), "a flag can be shown");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::MemoryRepository repository;
  const auto ids = add_objects(repository, fuzz::text_of(data, size));
  const fetch::reader::References references{{"HEAD", ids.back()}, {"refs/heads/main", ids.back()}, {"refs/tags/v1", ids.back()}};
  const core::Timestamp moment = sys_days{year{2026} / 3 / 1};
  check_commit(repository.get(), references, {});
  core::SourceRequest late;
  late.deadline = moment;
  late.received_at = moment + days{1};
  check_commit(repository.get(), references, late);
  core::SourceRequest tagged;
  tagged.commit = "v1";
  tagged.branch = "main";
  check_commit(repository.get(), references, tagged);
  return 0;
}
