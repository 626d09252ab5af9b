#include "fetch/reader/answers.hpp"

#include <optional>
#include <string>

#include "fetch/reader/commit_times.hpp"
#include "fetch/reader/ignore_rules.hpp"
#include "fetch/reader/local_repository.hpp"
#include "fetch/reader/objects.hpp"
#include "fetch/reader/revision.hpp"
#include "fetch/reader/tree_listing.hpp"

namespace assay::fetch::reader {
namespace {

Attempt<Repository> open(const Question& question, const Places& places) {
  if (!question.references) return open_repository(places.repository);
  return unpack(question.packed ? places.pack : std::filesystem::path(), std::filesystem::temp_directory_path() / "repository");
}

struct Chosen {
  CommitFacts facts;
  Listing listing;
};

Attempt<Chosen> choose(git_repository* repository, const Question& question) {
  const auto references = question.references ? parse_references(*question.references) : read_references(repository);
  if (!references) return std::unexpected(references.error());
  const auto commit = choose_commit(repository, *references, question);
  if (!commit) return std::unexpected(commit.error());
  auto facts = facts_of(repository, commit->get());
  if (!facts) return std::unexpected(facts.error());
  auto listing = list_tree(repository, *git_commit_tree_id(commit->get()), question.limits);
  if (!listing) return std::unexpected(listing.error());
  return Chosen{std::move(*facts), std::move(*listing)};
}

// False where the conversation ends with it.
template <typename T>
bool tell(WireWriter& out, const Attempt<T>& attempt) {
  send_verdict(out, attempt ? Attempt<void>() : Attempt<void>(std::unexpected(attempt.error())));
  return attempt.has_value();
}

bool send_contents(git_odb* objects, const std::vector<Entry>& entries, bool links, WireWriter& out) {
  for (const auto& entry : entries) {
    if ((entry.kind == EntryKind::link) != links) continue;
    const auto content = read_content(objects, entry.id, entry.size, entry.path);
    if (!tell(out, content)) return false;
    out.bytes(*content);
  }
  return true;
}

void answer_with_commit(git_repository* repository, const Question& question, WireWriter& out) {
  const auto chosen = choose(repository, question);
  if (!tell(out, chosen)) return;
  send(out, chosen->facts);
  send(out, chosen->listing);
  const auto objects = objects_of(repository);
  if (!objects) return send_verdict(out, std::unexpected<Stop>(objects.error()));
  if (send_contents(objects->get(), chosen->listing.entries, true, out)) {
    send_contents(objects->get(), chosen->listing.entries, false, out);
  }
}

struct Head {
  std::optional<CommitFacts> facts;  ///< none where there is no commit yet
  std::optional<Listing> listing;    ///< none where its tree would be refused
};

Attempt<Head> read_head(git_repository* repository, core::CheckoutLimits limits) {
  const auto references = read_references(repository);
  if (!references) return std::unexpected(references.error());
  const auto found = references->find("HEAD");
  if (found == references->end()) return Head{};
  const auto commit = look_up_commit(repository, found->second);
  if (!commit) return std::unexpected(commit.error());
  auto facts = facts_of(repository, commit->get());
  if (!facts) return std::unexpected(facts.error());
  limits.submodules = false;
  auto listing = list_tree(repository, *git_commit_tree_id(commit->get()), limits);
  if (listing) return Head{std::move(*facts), std::move(*listing)};
  if (std::holds_alternative<core::Refusal>(listing.error())) return Head{std::move(*facts), {}};
  return std::unexpected(listing.error());
}

void answer_with_rules(IgnoreRules& rules, WireReader& in, WireWriter& out) {
  while (out.flush()) {
    const auto question = receive_ignore_question(in);
    if (!in.ok()) return;
    const auto answers = rules.answer(question);
    if (!tell(out, answers)) return;
    for (const bool left_out : *answers) out.number(left_out ? 1 : 0);
  }
}

void answer_of_working_tree(git_repository* repository, const Question& question, WireReader& in, WireWriter& out) {
  auto rules = IgnoreRules::open(repository, std::filesystem::temp_directory_path() / "working");
  if (!rules) return send_verdict(out, std::unexpected(rules.error()));
  const auto head = read_head(repository, question.limits);
  if (!tell(out, head)) return;
  out.number(head->facts ? 1 : 0);
  if (head->facts) send(out, *head->facts);
  out.number(head->listing ? 1 : 0);
  if (head->listing) send(out, *head->listing);
  answer_with_rules(*rules, in, out);
}

}  // namespace

void answer(const Question& question, const Places& places, WireReader& in, WireWriter& out) {
  start_library();
  const auto repository = open(question, places);
  if (!repository) {
    send_verdict(out, std::unexpected(repository.error()));
  } else if (question.working_tree) {
    answer_of_working_tree(repository->get(), question, in, out);
  } else {
    answer_with_commit(repository->get(), question, out);
  }
  out.flush();
}

}  // namespace assay::fetch::reader
