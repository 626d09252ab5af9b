#include "util/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <optional>
#include <utility>

#include <boost/asio/connect_pipe.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/writable_pipe.hpp>
#include <boost/process/v2.hpp>

namespace assay::util {
namespace {

namespace asio = boost::asio;
namespace process = boost::process::v2;
using boost::system::error_code;

constexpr std::size_t output_kept = 64 * 1024;

// What is done in the child between fork and exec; see the launcher's initializers.
// (The library's own posix::bind_fd returns nothing from a function that must, in 1.81.)
struct ChildSetup {
  int lines_end;
  const std::vector<int>& inherited;
  pid_t parent = ::getpid();

  template <typename Launcher>
  error_code on_setup(Launcher& launcher, const process::filesystem::path&, const char* const*) const {
    launcher.fd_whitelist.push_back(line_descriptor);
    launcher.fd_whitelist.insert(launcher.fd_whitelist.end(), inherited.begin(), inherited.end());
    return {};
  }

  // Our death takes the program along, also when nothing of ours could run any more.
  // prctl(2): the signal comes when the *thread* that forked ends, so the caller waits in
  // the thread that started it.
  template <typename Launcher>
  error_code on_exec_setup(Launcher&, const process::filesystem::path&, const char* const*) const {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
    // A group of its own, so that what it starts in turn can be ended with it.
    if (::setpgid(0, 0) != 0) return error_code(errno, boost::system::system_category());
    for (const int descriptor : inherited) {
      if (::fcntl(descriptor, F_SETFD, 0) != 0) return error_code(errno, boost::system::system_category());
    }
    const bool bound = lines_end == line_descriptor ? ::fcntl(lines_end, F_SETFD, 0) == 0
                                                    : ::dup2(lines_end, line_descriptor) >= 0;
    return bound ? error_code() : error_code(errno, boost::system::system_category());
  }
};

class Supervision {
 public:
  explicit Supervision(const ProcessRequest& request) : request_(request) {}

  core::Result<ProcessResult> run(std::stop_token stop);

 private:
  core::Result<void> start();
  void read_output();
  void read_lines();
  void deliver_lines(bool last);
  void kill(core::Error why);

  const ProcessRequest& request_;
  asio::io_context context_;
  asio::readable_pipe output_{context_};
  asio::readable_pipe lines_{context_};
  asio::steady_timer timer_{context_};
  std::optional<process::process> child_;
  std::optional<core::Error> killed_because_;
  ProcessResult result_;
  std::string chunk_ = std::string(16 * 1024, '\0');
  std::string line_chunk_ = std::string(16 * 1024, '\0');
  std::string pending_;
};

core::Result<void> Supervision::start() {
  const std::string attempt = "starting " + request_.program.string();
  if (std::ranges::any_of(request_.inherited, [](int descriptor) { return descriptor <= line_descriptor; })) {
    return core::fail(core::ErrorKind::infrastructure, attempt + ": it cannot inherit a descriptor that is its own already");
  }
  error_code problem;
  const auto program = request_.program.has_parent_path()
                           ? process::filesystem::path(request_.program.string())
                           : process::environment::find_executable(request_.program.string());
  if (program.empty()) return core::fail(core::ErrorKind::infrastructure, attempt + ": it is not installed");
  asio::writable_pipe output_end(context_);
  asio::writable_pipe lines_end(context_);
  asio::connect_pipe(output_, output_end, problem);
  if (!problem) asio::connect_pipe(lines_, lines_end, problem);
  if (problem) return core::fail(core::ErrorKind::infrastructure, attempt + ": " + problem.message());
  // Later settings of a name come first, because the first one found is what counts.
  std::vector<const char*> environment;
  for (const auto& setting : request_.environment) environment.push_back(setting.c_str());
  for (char** setting = ::environ; *setting != nullptr; ++setting) environment.push_back(*setting);
  environment.push_back(nullptr);
  process::default_process_launcher launcher;
  launcher.env = environment.data();
  child_.emplace(launcher(context_, problem, program, request_.arguments,
                          process::process_stdio{nullptr, output_end, output_end},
                          ChildSetup{lines_end.native_handle(), request_.inherited}));
  if (problem) return core::fail(core::ErrorKind::infrastructure, attempt + ": " + problem.message());
  return {};
}

void Supervision::read_output() {
  output_.async_read_some(asio::buffer(chunk_), [this](error_code problem, std::size_t count) {
    result_.output.append(chunk_, 0, count);
    if (result_.output.size() > 2 * output_kept) result_.output.erase(0, result_.output.size() - output_kept);
    if (!problem) read_output();
  });
}

void Supervision::deliver_lines(bool last) {
  std::size_t begin = 0;
  for (auto end = pending_.find('\n'); end != pending_.npos; end = pending_.find('\n', begin)) {
    if (request_.on_line) request_.on_line(std::string_view(pending_).substr(begin, end - begin));
    begin = end + 1;
  }
  pending_.erase(0, begin);
  if (last && !pending_.empty() && request_.on_line) request_.on_line(pending_);
}

void Supervision::read_lines() {
  lines_.async_read_some(asio::buffer(line_chunk_), [this](error_code problem, std::size_t count) {
    pending_.append(line_chunk_, 0, count);
    deliver_lines(static_cast<bool>(problem));
    if (!problem) read_lines();
  });
}

void Supervision::kill(core::Error why) {
  if (killed_because_) return;
  killed_because_ = std::move(why);
  // Its own children hold its pipes open, and would keep us waiting.
  ::kill(-child_->id(), SIGKILL);
}

core::Result<ProcessResult> Supervision::run(std::stop_token stop) {
  if (auto started = start(); !started) return std::unexpected(started.error());
  read_output();
  read_lines();
  timer_.expires_after(request_.wall);
  timer_.async_wait([this](error_code cancelled) {
    if (cancelled) return;
    kill({core::ErrorKind::infrastructure,
          request_.program.string() + " did not end within " + core::to_string(request_.wall)});
  });
  child_->async_wait([this](error_code, int) { timer_.cancel(); });
  {
    const std::stop_callback on_stop(stop, [this] {
      asio::post(context_, [this] { kill({core::ErrorKind::interrupted, "interrupted"}); });
    });
    context_.run();
  }
  if (killed_because_) return std::unexpected(*killed_because_);
  const int status = child_->native_exit_code();
  result_.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  if (result_.output.size() > output_kept) result_.output.erase(0, result_.output.size() - output_kept);
  return std::move(result_);
}

}  // namespace

core::Result<ProcessResult> run_process(const ProcessRequest& request, std::stop_token stop) {
  try {
    return Supervision(request).run(std::move(stop));
  } catch (const boost::system::system_error& problem) {
    return core::fail(core::ErrorKind::infrastructure,
                      "running " + request.program.string() + ": " + problem.what());
  }
}

}  // namespace assay::util
