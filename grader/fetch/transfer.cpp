#include "fetch/transfer.hpp"

#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include <git2/sys/repository.h>

#include "fetch/credentials.hpp"
#include "fetch/git.hpp"
#include "fetch/pack_store.hpp"
#include "fetch/socket_stream.hpp"
#include "fetch/source.hpp"
#include "fetch/transfer_watch.hpp"

namespace assay::fetch {
namespace {

// What a host may say before it sends objects: its list of branches and tags.
constexpr core::Bytes longest_introduction{std::uint64_t{32} << 20};

void start_library() {
  [[maybe_unused]] static const bool started = [] {
    git_libgit2_init();
    register_socket_stream();
    return true;
  }();
}

// What the callbacks of one transfer share.
struct Session {
  const Options& options;
  Address address;
  TransferWatch watch{options.transfer, longest_introduction, options.stop};
  Credentials credentials{address};
};

int on_credentials(git_credential** out, const char*, const char* user, unsigned allowed, void* payload) {
  return static_cast<Session*>(payload)->credentials.acquire(out, user, allowed);
}

int on_message(const char*, int, void* payload) {
  auto& session = *static_cast<Session*>(payload);
  session.watch.note_activity();
  return session.watch.cause() == TransferWatch::Cause::none ? 0 : GIT_EUSER;
}

int on_progress(const git_indexer_progress* stats, void* payload) {
  auto& session = *static_cast<Session*>(payload);
  session.watch.note_activity();
  if (stats->received_bytes > session.options.transfer.download.count) {
    session.watch.end(TransferWatch::Cause::too_large);
  }
  if (session.watch.cause() != TransferWatch::Cause::none) return GIT_EUSER;
  if (session.options.progress) {
    session.options.progress({{stats->received_bytes}});
  }
  return 0;
}

// What libgit2 reported, or why we ended the transfer ourselves.
std::unexpected<Stop> why_it_failed(const Session& session, const std::string& attempt) {
  using enum TransferWatch::Cause;
  using core::ErrorKind;
  const auto& limits = session.options.transfer;
  const auto error = [&](ErrorKind kind, const std::string& message) {
    return std::unexpected<Stop>(core::Error{kind, attempt + ": " + message});
  };
  switch (session.watch.cause()) {
    case interrupted: return error(ErrorKind::interrupted, "stopped");
    case stalled: return error(ErrorKind::infrastructure, "nothing came for " + core::to_string(limits.stall));
    case took_too_long: return error(ErrorKind::infrastructure, "it took over " + core::to_string(limits.total));
    case too_large:
      return refuse("download_too_large", "the list of branches and tags has more than " +
                                              core::to_string(longest_introduction) + ", or the history to download more than " +
                                              core::to_string(limits.download));
    case none: break;
  }
  return std::unexpected<Stop>(git_fault(attempt).error());
}

Attempt<ReferenceIds> advertised(git_remote* remote, std::optional<std::string>& head_branch) {
  ReferenceIds references;
  const git_remote_head** heads = nullptr;
  std::size_t count = 0;
  // An empty list would be taken for an empty repository, the student's fact.
  if (git_remote_ls(&heads, &count, remote) != 0) return git_fault("listing the branches and tags of the host");
  for (const auto* head : std::vector(heads, heads + count)) {
    const std::string_view name = head->name;
    if (name == "HEAD" && head->symref_target != nullptr) head_branch = head->symref_target;
    const bool listed = name.starts_with("refs/heads/") || name.starts_with("refs/tags/");
    if (name == "HEAD" || (listed && !name.ends_with("^{}"))) references.emplace(name, to_string(head->oid));
  }
  return references;
}

bool may_be_id(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

// The names to ask for; empty where the request names nothing that was advertised.
std::vector<std::string> names_to_ask_for(const ReferenceIds& references, const std::optional<std::string>& head_branch,
                                          const core::SourceRequest& request) {
  std::vector<std::string> names;
  const auto ask = [&](const std::string& name) {
    if (references.contains(name)) names.push_back(name);
  };
  if (request.commit && may_be_id(*request.commit)) {
    for (const auto& [name, id] : references) ask(name);
  } else if (request.commit) {
    ask("refs/tags/" + *request.commit);
    if (request.branch) ask("refs/heads/" + *request.branch);
  } else if (request.branch) {
    ask("refs/heads/" + *request.branch);
  } else {
    ask(head_branch && references.contains(*head_branch) ? *head_branch : "HEAD");
  }
  return names;
}

Attempt<void> download(git_remote* remote, const std::vector<std::string>& names, git_fetch_options& options,
                       const Session& session, const std::string& attempt) {
  std::vector<std::string> refspecs;
  for (const auto& name : names) refspecs.push_back(name + ":refs/assay/unused");
  std::vector<char*> pointers;
  for (auto& refspec : refspecs) pointers.push_back(refspec.data());
  const git_strarray array{pointers.data(), pointers.size()};
  if (git_remote_download(remote, &array, &options) != 0) return why_it_failed(session, attempt);
  return {};
}

git_fetch_options options_for(Session& session) {
  git_fetch_options options{};
  git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
  options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
  options.update_fetchhead = 0;
  // A password is for the host that the caller named; NONE still lets it redirect to itself.
  options.follow_redirects = session.address.user.empty() ? GIT_REMOTE_REDIRECT_INITIAL : GIT_REMOTE_REDIRECT_NONE;
  options.proxy_opts.type = GIT_PROXY_AUTO;
  options.callbacks.credentials = on_credentials;
  options.callbacks.sideband_progress = on_message;
  options.callbacks.transfer_progress = on_progress;
  options.callbacks.payload = &session;
  return options;
}

}  // namespace

Attempt<Transferred> transfer(const std::string& url, const core::SourceRequest& request, const Options& options) {
  start_library();
  auto folder = util::TemporaryDirectory::create();
  if (!folder) return std::unexpected(folder.error());
  git_repository* made = nullptr;
  if (git_repository_init(&made, folder->path().c_str(), 1) != 0) return git_fault("making a temporary repository");
  const Repository repository(made);
  Transferred result{std::move(*folder), {}, {}};
  const auto pack = result.folder.path() / "pack";
  const auto store = pack_store(pack);
  if (!store) return std::unexpected(store.error());
  if (git_repository_set_odb(made, store->get()) != 0) return git_fault("making a temporary repository");

  Session session{options, parse_address(url)};
  const std::string attempt = "fetching " + session.address.url;
  git_remote* created = nullptr;
  if (git_remote_create_anonymous(&created, made, session.address.url.c_str()) != 0) {
    return git_fault(attempt, core::ErrorKind::usage);
  }
  const Remote remote(created);
  auto fetch_options = options_for(session);
  git_remote_connect_options connect_options{};
  git_remote_connect_options_init(&connect_options, GIT_REMOTE_CONNECT_OPTIONS_VERSION);
  connect_options.callbacks = fetch_options.callbacks;
  connect_options.proxy_opts = fetch_options.proxy_opts;
  connect_options.follow_redirects = fetch_options.follow_redirects;
  if (git_remote_connect_ext(created, GIT_DIRECTION_FETCH, &connect_options) != 0) {
    return why_it_failed(session, attempt);
  }

  std::optional<std::string> head_branch;
  auto references = advertised(created, head_branch);
  if (!references) return std::unexpected(references.error());
  result.references = std::move(*references);
  const auto names = names_to_ask_for(result.references, head_branch, request);
  if (!names.empty()) {
    session.watch.allow(options.transfer.download);
    const auto done = download(created, names, fetch_options, session, attempt);
    if (!done) return std::unexpected(done.error());
    // Where the host had nothing to send, the box will say what is missing.
    std::error_code absent;
    if (std::filesystem::exists(pack, absent)) result.pack = pack;
  }
  return result;
}

}  // namespace assay::fetch
