#include "fetch/fetch.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "fetch/attempt.hpp"
#include "fetch/committed_tree.hpp"
#include "fetch/export.hpp"
#include "fetch/folder_listing.hpp"
#include "fetch/messages.hpp"
#include "fetch/repository_box.hpp"
#include "fetch/snapshot.hpp"
#include "fetch/source.hpp"
#include "fetch/time_flags.hpp"
#include "fetch/transfer.hpp"
#include "fetch/working_tree.hpp"

namespace assay::fetch {
namespace {

// What every way to a checkout is given.
struct Job {
  const core::SourceRequest& request;
  const core::CheckoutLimits& limits;
  const std::filesystem::path& destination;
  const Options& options;
};

std::unexpected<core::Error> usage(const std::string& message) {
  return core::fail(core::ErrorKind::usage, message);
}

core::Result<void> check_request(const core::SourceRequest& request, const Source& source) {
  if (request.commit && request.deadline) {
    return usage("a commit and a deadline exclude each other: each says which commit is graded");
  }
  const bool selects = request.commit || request.branch || request.deadline;
  if (std::holds_alternative<FolderSource>(source) && selects) {
    return usage("the source is a plain folder: it has no commit, branch or deadline to choose by");
  }
  if (!request.working_tree) return {};
  if (selects) return usage("a working folder is taken as it lies: no commit, branch or deadline chooses of it");
  const auto* repository = std::get_if<RepositorySource>(&source);
  if (std::holds_alternative<RemoteSource>(source) || (repository != nullptr && repository->working_folder.empty())) {
    return usage("the source has no working folder");
  }
  return {};
}

void add_commit(core::Checkout& checkout, const CommitFacts& commit) {
  checkout.commit = commit.id;
  checkout.author_time = commit.author;
  checkout.commit_time = commit.commit;
}

Question question_for(const Job& job) {
  return {.working_tree = job.request.working_tree,
          .commit = job.request.commit,
          .branch = job.request.branch,
          .deadline = job.request.deadline,
          .limits = job.limits,
          .packed = false,
          .references = {}};
}

// The box, with the question asked.
core::Result<std::unique_ptr<RepositoryBox>> ask(const Job& job, const BoxContents& contents, const Question& question) {
  auto box = RepositoryBox::start(contents, job.options.reader, job.options.stop);
  if (!box) return box;
  send((*box)->questions(), question);
  // Where it cannot be sent, no answer comes either, and that says why.
  (void)(*box)->questions().flush();
  return box;
}

Attempt<core::Checkout> check_out(const Job& job, const BoxContents& contents, const Question& question) {
  const auto box = ask(job, contents, question);
  if (!box) return std::unexpected(box.error());
  auto tree = ask_for_commit(**box, job.limits);
  if (!tree) return std::unexpected(tree.error());
  auto checkout = export_to(job.destination, std::move(tree->listing), read_from(**box), job.options.stop);
  if (!checkout) return checkout;
  add_commit(*checkout, tree->commit);
  for (auto& flag : time_flags(tree->commit, job.request)) checkout->flags.push_back(std::move(flag));
  return checkout;
}

Attempt<core::Checkout> take_folder(const Job& job, const std::filesystem::path& folder) {
  const auto root = open_folder(folder);
  if (!root) return std::unexpected(root.error());
  const auto keep_all = [](const IgnoreQuestion& question) -> Attempt<std::vector<bool>> {
    return std::vector<bool>(question.names.size(), false);
  };
  auto listing = list_folder(root->get(), job.limits, keep_all, job.options.stop);
  if (!listing) return std::unexpected(listing.error());
  const auto read = [&](const Entry& entry) -> Attempt<std::string> { return read_listed(root->get(), entry); };
  return export_to(job.destination, std::move(*listing), read, job.options.stop);
}

// The grader reads the folder itself, and asks the box what of it the rules leave out.
Attempt<core::Checkout> take_working_tree(const Job& job, const BoxContents& contents,
                                          const std::filesystem::path& folder) {
  const auto root = open_folder(folder);
  if (!root) return std::unexpected(root.error());
  const auto box = ask(job, contents, question_for(job));
  if (!box) return std::unexpected(box.error());
  const auto head = ask_for_head(**box, job.limits);
  if (!head) return std::unexpected(head.error());
  const auto leave_out = [&](const IgnoreQuestion& question) { return ask_what_to_leave_out(**box, question); };
  const auto listing = list_folder(root->get(), job.limits, leave_out, job.options.stop);
  if (!listing) return std::unexpected(listing.error());
  const auto read = [&](const Entry& entry) -> Attempt<std::string> { return read_listed(root->get(), entry); };
  auto checkout = export_to(job.destination, *listing, read, job.options.stop);
  if (!checkout) return checkout;
  const auto differs = differs_from(*head, listing->entries, read);
  if (!differs) return std::unexpected(differs.error());
  checkout->dirty = *differs;
  if (head->commit) add_commit(*checkout, *head->commit);
  return checkout;
}

struct FetchFrom {
  const Job& job;

  Attempt<core::Checkout> operator()(const RemoteSource& source) const {
    auto transferred = transfer(source.url, job.request, job.options);
    if (!transferred) return std::unexpected(transferred.error());
    auto question = question_for(job);
    question.packed = !transferred->pack.empty();
    question.references = std::move(transferred->references);
    return check_out(job, {.repository = {}, .pack = transferred->pack, .configuration = {}}, question);
  }

  Attempt<core::Checkout> operator()(const RepositorySource& source) const {
    const auto snapshot = take_snapshot(source.git_directory, job.options.repository, job.options.stop);
    if (!snapshot) return std::unexpected(snapshot.error());
    const BoxContents contents{
        .repository = snapshot->repository(), .pack = {}, .configuration = snapshot->configuration()};
    if (job.request.working_tree) return take_working_tree(job, contents, source.working_folder);
    return check_out(job, contents, question_for(job));
  }

  Attempt<core::Checkout> operator()(const FolderSource& source) const { return take_folder(job, source.folder); }
};

}  // namespace

core::Result<Fetched> fetch(const core::SourceRequest& request, const core::CheckoutLimits& limits,
                            const std::filesystem::path& destination, const Options& options) {
  const auto source = classify_source(request.source);
  if (!source) return std::unexpected(source.error());
  if (auto checked = check_request(request, *source); !checked) return std::unexpected(checked.error());
  auto checkout = std::visit(FetchFrom{{request, limits, destination, options}}, *source);
  if (checkout) {
    checkout->source = url_without_credentials(request.source);
    return Fetched(std::move(*checkout));
  }
  if (auto* refusal = std::get_if<core::Refusal>(&checkout.error())) return Fetched(std::move(*refusal));
  return std::unexpected(std::get<core::Error>(std::move(checkout.error())));
}

}  // namespace assay::fetch
