// assay-box-init
//
// Process 1 of a box: starts the program, tells the grader that it runs and how it ended,
// as the kernel says it (a shell-style code could not tell an exit with 139 from a crash),
// and ends. With it the kernel ends every other process of the box.
//
// It is linked statically and started from a descriptor, so that the box needs no file of
// ours. The program runs as the same user in the same PID namespace, so init must not be
// reachable: it is not dumpable (no ptrace, no /proc/1/mem, no /proc/1/fd), and the kernel
// keeps every signal from inside away from process 1.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "sandbox/init_protocol.hpp"

namespace {

using namespace assay::sandbox::init_protocol;

struct Job {
  char* directory = nullptr;
  rlim_t file_size = 0;
  rlim_t open_files = 0;
  std::vector<int> inside;
  std::vector<in_port_t> endpoints;
  std::vector<char*> arguments;    ///< ended by a null pointer, as is the next
  std::vector<char*> environment;
};

struct Failure {
  Step step = Step::none;
  int error = 0;
};

void tell(Kind kind, int value, Step step = Step::none) {
  const Message message{kind, value, step};
  // Nobody reads it any more only if the grader is gone, and then this box is ending too.
  if (write(status, &message, sizeof message) != sizeof message) _exit(1);
}

/// Cuts the job's text into its fields.
class Fields {
 public:
  explicit Fields(std::string& text) : at_(text.data()), end_(text.data() + text.size()) {}
  char* next() {
    if (at_ >= end_) return nullptr;
    char* field = at_;
    at_ += std::strlen(field) + 1;
    return field;
  }
  unsigned long number() {
    const char* field = next();
    return field ? std::strtoul(field, nullptr, 10) : 0;
  }
  std::vector<char*> list() {
    std::vector<char*> fields;
    for (unsigned long count = number(); count > 0; --count) fields.push_back(next());
    fields.push_back(nullptr);
    return fields;
  }

 private:
  char* at_;
  char* end_;
};

bool read_job_text(std::string& text) {
  char buffer[4096];
  ssize_t count;
  while ((count = read(job, buffer, sizeof buffer)) > 0) text.append(buffer, static_cast<std::size_t>(count));
  return count == 0;
}

Job parse_job(std::string& text) {
  Fields fields(text);
  Job parsed;
  parsed.directory = fields.next();
  parsed.file_size = fields.number();
  parsed.open_files = fields.number();
  for (unsigned long count = fields.number(); count > 0; --count) {
    parsed.inside.push_back(static_cast<int>(fields.number()));
  }
  for (unsigned long count = fields.number(); count > 0; --count) {
    parsed.endpoints.push_back(static_cast<in_port_t>(fields.number()));
  }
  parsed.arguments = fields.list();
  parsed.environment = fields.list();
  return parsed;
}

int listen_on(in_port_t port) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool listens = listener >= 0 && bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                       listen(listener, endpoint_backlog) == 0;
  return listens ? listener : -1;
}

/// One message with all of them, as unix(7) describes it.
bool send_out(int channel, const std::vector<int>& sockets) {
  char byte = 0;
  iovec content{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(most_endpoints * sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &content;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = CMSG_SPACE(sockets.size() * sizeof(int));
  cmsghdr* part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(sockets.size() * sizeof(int));
  std::memcpy(CMSG_DATA(part), sockets.data(), sockets.size() * sizeof(int));
  return sendmsg(channel, &message, MSG_NOSIGNAL) == 1;
}

/// Before the program runs, and leaves nothing of it open here: what it could connect to is
/// there, and nothing that it could take over.
bool open_endpoints(const Job& parsed) {
  if (parsed.endpoints.empty()) return true;
  std::vector<int> sockets;
  for (const in_port_t port : parsed.endpoints) {
    sockets.push_back(listen_on(port));
    if (sockets.back() < 0) return false;
  }
  const int channel = first_inherited + static_cast<int>(parsed.inside.size());
  if (!send_out(channel, sockets)) return false;
  for (const int one : sockets) close(one);
  return close(channel) == 0;
}

/// Lowers both limits; a hard limit that is lower already stays.
bool limit(int resource, rlim_t value) {
  rlimit current{};
  if (getrlimit(static_cast<__rlimit_resource_t>(resource), &current) != 0) return false;
  const rlim_t lowered = value < current.rlim_max ? value : current.rlim_max;
  const rlimit wanted{lowered, lowered};
  return setrlimit(static_cast<__rlimit_resource_t>(resource), &wanted) == 0;
}

bool set_limits(const Job& parsed) {
  // 1 rather than 0: the kernel then also starts no core_pattern helper, which 0 does not
  // prevent (fs/coredump.c), and writes no core file as it is below a page.
  return limit(RLIMIT_CORE, 1) && limit(RLIMIT_FSIZE, parsed.file_size) && limit(RLIMIT_NOFILE, parsed.open_files);
}

/// Puts every descriptor under its number and leaves the others to be closed by execve.
bool place_descriptors(const std::vector<int>& inside) {
  int highest = first_inherited + static_cast<int>(inside.size());
  for (const int number : inside) highest = number > highest ? number : highest;
  std::vector<int> parked;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    parked.push_back(fcntl(first_inherited + static_cast<int>(i), F_DUPFD_CLOEXEC, highest + 1));
    if (parked.back() < 0) return false;
  }
  const int out = fcntl(standard_output, F_DUPFD_CLOEXEC, highest + 1);
  const int err = fcntl(standard_error, F_DUPFD_CLOEXEC, highest + 1);
  if (out < 0 || err < 0 || close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) != 0) return false;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (dup2(parked[i], inside[i]) < 0) return false;
  }
  return dup2(out, STDOUT_FILENO) >= 0 && dup2(err, STDERR_FILENO) >= 0;
}

[[noreturn]] void become_program(Job& parsed, Failure& failure) {
  const auto fail = [&](Step step) {
    failure = {step, errno};
    _exit(127);
  };
  if (chdir(parsed.directory) != 0) fail(Step::change_directory);
  if (!place_descriptors(parsed.inside)) fail(Step::place_descriptors);
  if (!set_limits(parsed)) fail(Step::set_limits);
  execve(parsed.arguments[0], parsed.arguments.data(), parsed.environment.data());
  fail(Step::execute);
  __builtin_unreachable();
}

int wait_for(pid_t program) {
  for (;;) {
    int how = 0;
    const pid_t ended = wait(&how);
    if (ended == program) return how;
    if (ended < 0 && errno != EINTR) return 0;
  }
}

}  // namespace

int main() {
  if (prctl(PR_SET_DUMPABLE, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) {
    tell(Kind::failed, errno, Step::fork);
    return 1;
  }
  std::string text;
  if (!read_job_text(text)) {
    tell(Kind::failed, errno, Step::read_job);
    return 1;
  }
  Job parsed = parse_job(text);
  if (!open_endpoints(parsed)) {
    tell(Kind::failed, errno, Step::open_endpoints);
    return 1;
  }
  // The child of vfork shares our memory until it has executed the program or failed.
  static Failure failure;
  const pid_t program = vfork();
  if (program == 0) become_program(parsed, failure);
  if (program < 0) failure = {Step::fork, errno};
  if (failure.step != Step::none) {
    tell(Kind::failed, failure.error, failure.step);
    return 1;
  }
  tell(Kind::started, 0);
  tell(Kind::ended, wait_for(program));
  return 0;
}
