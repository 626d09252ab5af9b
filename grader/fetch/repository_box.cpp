#include "fetch/repository_box.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <utility>

#include "fetch/messages.hpp"
#include "fetch/name_rules.hpp"
#include "sandbox/helpers.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/runner.hpp"
#include "util/fd.hpp"

namespace assay::fetch {
namespace {

constexpr const char* program_inside = "/assay/assay-fetch";
constexpr core::Bytes largest_complaint{std::uint64_t{16} << 10};
/// The loader's words, or a sanitizer's; enough for a message.
constexpr std::size_t longest_said = 500;
/// A program that closed its socket is about to end, or will not by itself.
constexpr core::Duration patience = std::chrono::seconds(5);

// Where assay-fetch finds itself and what it is to read.
struct Places {
  std::filesystem::path program, repository, pack, configuration;
};

core::Result<Places> places_of(const BoxContents& contents, const std::filesystem::path& program) {
  Places places{program_inside, repository_inside, pack_inside, configuration_inside};
  for (auto& [host, place] : {std::pair<const std::filesystem::path&, std::filesystem::path&>{program, places.program},
                              {contents.repository, places.repository},
                              {contents.pack, places.pack},
                              {contents.configuration, places.configuration}}) {
    if (host.empty()) continue;
    auto inside = sandbox::path_inside(host, place);
    if (!inside) return std::unexpected(inside.error());
    place = std::move(*inside);
  }
  return places;
}

sandbox::Policy policy_for(const BoxContents& contents, const std::filesystem::path& program, const Places& places,
                           const ReaderLimits& limits) {
  sandbox::Policy policy;
  policy.mounts.push_back({program, places.program, false});
  const auto show = [&](const std::filesystem::path& host, const std::filesystem::path& inside) {
    if (!host.empty()) policy.mounts.push_back({host, inside, false});
  };
  show(contents.repository, places.repository);
  show(contents.pack, places.pack);
  show(contents.configuration, places.configuration);
  policy.environment = {"PATH=/usr/bin:/bin", "HOME=/tmp", "LANG=C.UTF-8",
                        "XDG_CONFIG_HOME=" + places.configuration.string(),
                        // Where it is built with AddressSanitizer: no leak check, which traces processes.
                        "ASAN_OPTIONS=detect_leaks=0"};
  policy.limits.wall = limits.wall;
  policy.limits.cpu = limits.cpu;
  policy.limits.memory = limits.memory;
  policy.limits.processes = 8;
  policy.limits.output = largest_complaint;
  // The index of a pack, and a copy of it.
  policy.limits.disk = {limits.memory.count / 2};
  policy.limits.inodes = 20000;  // a folder and a file for each .gitignore
  policy.limits.file_size = policy.limits.disk;
  return policy;
}

}  // namespace

struct RepositoryBox::State {
  util::Fd socket;
  sandbox::Run run;
  WireReader answers;
  WireWriter questions;
  std::stop_token stop;
  std::stop_callback<std::function<void()>> on_stop;

  State(util::Fd ours, sandbox::Run started, std::stop_token token)
      : socket(std::move(ours)), run(std::move(started)), answers(socket.get()), questions(socket.get()),
        stop(std::move(token)), on_stop(stop, [this] { run.stop(); }) {}
};

core::Result<std::unique_ptr<RepositoryBox>> RepositoryBox::start(const BoxContents& contents, const ReaderLimits& limits,
                                                                  std::stop_token stop) {
  const auto program = sandbox::find_helper("assay-fetch");
  if (!program) return std::unexpected(program.error());
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return core::fail_errno("making a socket", errno);
  util::Fd ours(ends[0]);
  util::Fd theirs(ends[1]);
  const auto places = places_of(contents, *program);
  if (!places) return std::unexpected(places.error());
  const sandbox::Command command{.arguments = {places->program, places->repository, places->pack}, .descriptors = {{theirs.get(), wire_inside}}};
  auto run = sandbox::Run::start(policy_for(contents, *program, *places, limits), command);
  if (!run) return std::unexpected(run.error());
  theirs.reset();  // so that its end is seen
  std::unique_ptr<RepositoryBox> box(
      new RepositoryBox(std::make_unique<State>(std::move(ours), std::move(*run), std::move(stop))));
  if (box->answers().number() == greeting && box->answers().ok()) return box;
  // It has not seen the repository yet.
  auto broken = box->why_it_broke_off();
  if (auto* error = std::get_if<core::Error>(&broken)) return std::unexpected(std::move(*error));
  return core::fail(core::ErrorKind::infrastructure, std::get<core::Refusal>(broken).message +
                                                         " before it read anything: is it of the same version as the grader?");
}

RepositoryBox::RepositoryBox(std::unique_ptr<State> state) : state_(std::move(state)) {}
RepositoryBox::~RepositoryBox() = default;

WireReader& RepositoryBox::answers() { return state_->answers; }
WireWriter& RepositoryBox::questions() { return state_->questions; }

Stop RepositoryBox::why_it_broke_off() {
  using sandbox::End;
  const std::string attempt = "reading the repository";
  if (!state_->run.ends_within(patience)) state_->run.stop();
  auto outcome = state_->run.wait();
  if (state_->stop.stop_requested()) return core::Error{core::ErrorKind::interrupted, "stopped while fetching"};
  if (!outcome) return core::within(attempt, outcome.error()).error();
  const std::string what = attempt + ": assay-fetch " + sandbox::describe(*outcome);
  switch (outcome->end) {
    case End::memory_limit: return core::Refusal{"needs_too_much_memory", what};
    case End::cpu_limit: return core::Refusal{"needs_too_much_time", what};
    case End::wall_limit: return core::Error{core::ErrorKind::infrastructure, what};
    default: break;
  }
  const std::string said = escaped(std::string_view(outcome->err).substr(0, longest_said));
  return core::Refusal{"breaks_the_reader", what + (said.empty() ? "" : ": " + said)};
}

}  // namespace assay::fetch
