#include "fetch/fetch.hpp"

#include <utility>

#include "fetch/attempt.hpp"
#include "fetch/export.hpp"
#include "fetch/folder_listing.hpp"
#include "fetch/git.hpp"
#include "fetch/local_repository.hpp"
#include "fetch/revision.hpp"
#include "fetch/source.hpp"
#include "fetch/time_flags.hpp"
#include "fetch/transfer.hpp"
#include "fetch/tree_listing.hpp"
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

void add_times(core::Checkout& checkout, const CommitTimes& times) {
  checkout.author_time = times.author;
  checkout.commit_time = times.commit;
}

Attempt<core::Checkout> check_out(const Job& job, git_repository* repository, const References& references) {
  const auto commit = choose_commit(repository, references, job.request, job.options.stop);
  if (!commit) return std::unexpected(commit.error());
  const auto times = read_times(repository, commit->get(), job.options.stop);
  if (!times) return std::unexpected(times.error());
  auto listing = list_tree(repository, *git_commit_tree_id(commit->get()), job.limits, job.options.stop);
  if (!listing) return std::unexpected(listing.error());
  const auto objects = objects_of(repository);
  if (!objects) return std::unexpected(objects.error());
  auto checkout = export_to(job.destination, std::move(*listing), read_from(objects->get()), job.options.stop);
  if (!checkout) return checkout;
  checkout->commit = to_string(*git_commit_id(commit->get()));
  add_times(*checkout, *times);
  for (auto& flag : time_flags(*times, job.request)) checkout->flags.push_back(std::move(flag));
  return checkout;
}

Attempt<core::Checkout> take_folder(const Job& job, const std::filesystem::path& folder) {
  const auto root = open_folder(folder);
  if (!root) return std::unexpected(root.error());
  const auto keep_all = [](const std::string&) -> Attempt<bool> { return false; };
  auto listing = list_folder(root->get(), job.limits, keep_all, job.options.stop);
  if (!listing) return std::unexpected(listing.error());
  const auto read = [&](const Entry& entry) -> Attempt<std::string> { return read_listed(root->get(), entry); };
  return export_to(job.destination, std::move(*listing), read, job.options.stop);
}

// Records HEAD and whether the folder differs from it; with no commit yet, everything does.
Attempt<void> compare_with_head(const Job& job, git_repository* repository, const std::vector<Entry>& entries,
                                const ReadEntry& read, core::Checkout& checkout) {
  const auto references = read_references(repository);
  if (!references) return std::unexpected(references.error());
  checkout.dirty = true;
  const auto head = references->find("HEAD");
  if (head == references->end()) return {};
  const auto commit = look_up_commit(repository, head->second);
  if (!commit) return std::unexpected(commit.error());
  const auto times = read_times(repository, commit->get(), job.options.stop);
  if (!times) return std::unexpected(times.error());
  const auto differs = differs_from(repository, *git_commit_tree_id(commit->get()), entries, read, job.limits,
                                    job.options.stop);
  if (!differs) return std::unexpected(differs.error());
  checkout.commit = to_string(head->second);
  checkout.dirty = *differs;
  add_times(checkout, *times);
  return {};
}

Attempt<core::Checkout> take_working_tree(const Job& job, git_repository* repository,
                                          const std::filesystem::path& folder) {
  const auto root = open_folder(folder);
  if (!root) return std::unexpected(root.error());
  const auto listing = list_working_tree(repository, folder, root->get(), job.limits, job.options.stop);
  if (!listing) return std::unexpected(listing.error());
  const auto read = [&](const Entry& entry) -> Attempt<std::string> { return read_listed(root->get(), entry); };
  auto checkout = export_to(job.destination, *listing, read, job.options.stop);
  if (!checkout) return checkout;
  auto compared = compare_with_head(job, repository, listing->entries, read, *checkout);
  if (!compared) return std::unexpected(compared.error());
  return checkout;
}

struct FetchFrom {
  const Job& job;

  Attempt<core::Checkout> operator()(const RemoteSource& source) const {
    auto transferred = transfer(source.url, job.request, job.options);
    if (!transferred) return std::unexpected(transferred.error());
    return check_out(job, transferred->repository.get(), transferred->references);
  }

  Attempt<core::Checkout> operator()(const RepositorySource& source) const {
    const auto repository = open_local(source.git_directory, job.options.stop);
    if (!repository) return std::unexpected(repository.error());
    if (job.request.working_tree) return take_working_tree(job, repository->get(), source.working_folder);
    const auto references = read_references(repository->get());
    if (!references) return std::unexpected(references.error());
    return check_out(job, repository->get(), *references);
  }

  Attempt<core::Checkout> operator()(const FolderSource& source) const { return take_folder(job, source.folder); }
};

}  // namespace

core::Result<Fetched> fetch(const core::SourceRequest& request, const core::CheckoutLimits& limits,
                            const std::filesystem::path& destination, const Options& options) {
  start_library();
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
