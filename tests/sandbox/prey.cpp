#include "prey.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/keyctl.h>
#include <mqueue.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <fstream>
#include <map>
#include <random>

#include "box_fixture.hpp"

namespace assay::sandbox::testing {

namespace {

std::string draw_secret() {
  std::random_device random;
  return "secret-" + std::to_string(random()) + "-" + std::to_string(random());
}

std::string unique_name() {
  static std::atomic<int> count = 0;
  return "assay-prey-" + std::to_string(getpid()) + "-" + std::to_string(count++);
}

long add_key(const std::string& name, const std::string& secret) {
  return syscall(SYS_add_key, "user", name.c_str(), secret.data(), secret.size(), KEY_SPEC_USER_KEYRING);
}

}  // namespace

Prey::Prey() : secret_(draw_secret()), name_(unique_name()) {
  auto made = util::TemporaryDirectory::create();
  if (!made) {
    ADD_FAILURE() << made.error().message;
    return;
  }
  directory_.emplace(std::move(*made));
  file_ = directory_->path() / "secret";
  std::ofstream(file_) << secret_;
  EXPECT_EQ(chmod(file_.c_str(), 0600), 0);
  start_victim();
  make_shared();
  listen();
}

Prey::~Prey() {
  if (server_.joinable()) {
    stopped_by_.reset();
    server_.join();
  }
  if (victim_ > 0) {
    kill(victim_, SIGKILL);
    waitpid(victim_, nullptr, 0);
  }
  if (attached_) shmdt(attached_);
  if (msg_ >= 0) msgctl(msg_, IPC_RMID, nullptr);
  if (sem_ >= 0) semctl(sem_, 0, IPC_RMID);
  mq_unlink(("/" + name_).c_str());
  shm_unlink(name_.c_str());
  if (const long key = syscall(SYS_keyctl, KEYCTL_SEARCH, KEY_SPEC_USER_KEYRING, "user", name_.c_str(), 0); key >= 0) {
    syscall(SYS_keyctl, KEYCTL_UNLINK, key, KEY_SPEC_USER_KEYRING);
  }
}

void Prey::start_victim() {
  const std::string entry = "SECRET=" + secret_;
  const pid_t parent = getpid();
  victim_ = fork();
  if (victim_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    const int file = open(file_.c_str(), O_RDONLY);
    if (file != 3) dup2(file, 3);
    const char* arguments[] = {"sleep", "600", nullptr};
    const char* environment[] = {entry.c_str(), nullptr};
    execve("/bin/sleep", const_cast<char**>(arguments), const_cast<char**>(environment));
    _exit(1);
  }
  EXPECT_GT(victim_, 0);
  // It is the victim that is meant only once it has executed.
  const std::string link = "/proc/" + std::to_string(victim_) + "/environ";
  for (std::string text; text != entry && !::testing::Test::HasFailure(); usleep(1000)) {
    std::ifstream file(link);
    std::getline(file, text, '\0');
  }
}

void Prey::make_shared() {
  shm_ = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0666);
  void* const memory = shmat(shm_, nullptr, 0);
  ASSERT_NE(memory, reinterpret_cast<void*>(-1));
  secret_.copy(static_cast<char*>(memory), secret_.size());
  attached_ = memory;
  // From now on it goes with its last user, and has a number until then.
  EXPECT_EQ(shmctl(shm_, IPC_RMID, nullptr), 0);

  struct {
    long kind = 1;
    char text[64] = {};
  } message;
  secret_.copy(message.text, sizeof message.text - 1);
  msg_ = msgget(IPC_PRIVATE, IPC_CREAT | 0666);
  EXPECT_EQ(msgsnd(msg_, &message, sizeof message.text, 0), 0);
  sem_ = semget(IPC_PRIVATE, 1, IPC_CREAT | 0666);
  EXPECT_GE(sem_, 0);

  mq_attr attributes{};
  attributes.mq_maxmsg = 1;
  attributes.mq_msgsize = 64;
  const mqd_t queue = mq_open(("/" + name_).c_str(), O_CREAT | O_EXCL | O_WRONLY, 0666, &attributes);
  EXPECT_EQ(mq_send(queue, secret_.data(), secret_.size(), 0), 0) << strerror(errno);
  mq_close(queue);

  EXPECT_GE(add_key(name_, secret_), 0) << strerror(errno);
  const util::Fd named(shm_open(name_.c_str(), O_CREAT | O_EXCL | O_WRONLY, 0666));
  EXPECT_EQ(write(named.get(), secret_.data(), secret_.size()), static_cast<ssize_t>(secret_.size()));
}

void Prey::listen() {
  auto [loopback, port] = listen_on_the_host();
  EXPECT_NE(port, 0);
  port_ = port;
  listeners_.push_back(std::move(loopback));
  for (const bool abstract : {true, false}) {
    util::Fd server(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = abstract ? name_ : (directory_->path() / "socket").string();
    name.copy(address.sun_path + (abstract ? 1 : 0), sizeof address.sun_path - 2);
    const auto size = static_cast<socklen_t>(abstract ? offsetof(sockaddr_un, sun_path) + 1 + name.size() : sizeof address);
    EXPECT_EQ(bind(server.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(server.get(), 1), 0);
    listeners_.push_back(std::move(server));
  }
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  stop_ = util::Fd(ends[0]);
  stopped_by_ = util::Fd(ends[1]);
  server_ = std::thread([this] { serve(); });
}

/// Tells its secret to whoever comes.
void Prey::serve() {
  for (;;) {
    std::vector<pollfd> files{{stop_.get(), POLLIN, 0}};
    for (const auto& listener : listeners_) files.push_back({listener.get(), POLLIN, 0});
    poll(files.data(), files.size(), -1);
    if (files[0].revents != 0) return;
    for (std::size_t i = 1; i < files.size(); ++i) {
      if (files[i].revents == 0) continue;
      const util::Fd client(accept4(files[i].fd, nullptr, nullptr, SOCK_CLOEXEC));
      send(client.get(), secret_.data(), secret_.size(), MSG_NOSIGNAL);
    }
  }
}

std::string Prey::fill_in(std::string text) const {
  const std::map<std::string, std::string> names{
      {"{secret}", secret_}, {"{file}", file_.string()}, {"{victim}", std::to_string(victim_)},
      {"{shm}", std::to_string(shm_)}, {"{msg}", std::to_string(msg_)}, {"{sem}", std::to_string(sem_)},
      {"{mq}", "/" + name_}, {"{key}", name_}, {"{memory}", name_}, {"{port}", std::to_string(port_)},
      {"{abstract}", name_}, {"{socket}", file_.parent_path() / "socket"}};
  for (const auto& [name, value] : names) {
    for (std::size_t at; (at = text.find(name)) != std::string::npos;) text.replace(at, name.size(), value);
  }
  return text;
}

bool Prey::victim_lives() const {
  siginfo_t ended{};
  return waitid(P_PID, static_cast<id_t>(victim_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0;
}

}  // namespace assay::sandbox::testing
