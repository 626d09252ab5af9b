// A subject for the live wire, with an operation for each thing that one may do.
#include <arpa/inet.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "host/live_host.hpp"
#include "wire/frame.hpp"
#include "wire/socket.hpp"

namespace {

namespace wire = assay::kit::wire;
using assay::kit::host::LiveHost;

// Past the host, as a hostile program would.
void write_report(std::uint64_t token, wire::Event event) {
  std::string frame;
  wire::encode(wire::Report{token, {std::move(event)}}, frame);
  (void)wire::write_all(wire::subject_descriptor, frame);
}

std::string answer_of(std::uint16_t port) {
  const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return "not connected";
  char text[64];
  const ssize_t count = ::recv(client, text, sizeof text, 0);
  ::close(client);
  return {text, static_cast<std::size_t>(count < 0 ? 0 : count)};
}

// Of CPU time, so that other programs on the machine do not shorten it.
void burn(std::chrono::milliseconds time) {
  const auto used = [] {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
  };
  const auto end = used() + time;
  while (used() < end) {
  }
}

std::string thread_of_this_call() {
  static std::mutex mutex;
  static std::set<std::thread::id> seen;
  const std::lock_guard lock(mutex);
  seen.insert(std::this_thread::get_id());
  return std::to_string(seen.size());
}

void add_misbehaviour(LiveHost& host) {
  host.on("exit", [](std::string_view code) -> std::string { ::_exit(std::atoi(std::string(code).c_str())); });
  host.on("crash", [](std::string_view) -> std::string { std::abort(); });
  host.on("close", [](std::string_view) -> std::string {
    ::shutdown(wire::subject_descriptor, SHUT_WR);
    while (true) ::pause();
  });
  // The next command finds the host's reading thread in a signal handler that does not return.
  host.on("stop reading", [](std::string_view) -> std::string {
    struct sigaction pause_there {};
    pause_there.sa_handler = [](int) {
      while (true) ::pause();
    };
    ::sigaction(SIGUSR1, &pause_there, nullptr);
    ::syscall(SYS_tgkill, ::getpid(), ::getpid(), SIGUSR1);  // the first thread is the one that reads
    return std::string();
  });
  host.on("wait for ever", [](std::string_view) -> std::string {
    while (true) ::pause();
  });
  host.on("loop for ever", [](std::string_view) -> std::string {
    while (true) burn(std::chrono::hours(1));
  });
  host.on("foreign", [&host](std::string_view) {
    std::thread([&host] { host.ask("from nowhere", "?"); }).detach();
    return std::string();
  });
  host.on("forge", [](std::string_view call) {
    const auto id = static_cast<wire::CallId>(std::atoi(std::string(call).c_str()));
    write_report(1, {wire::EventKind::returned, id, {}, "forged"});
    ::usleep(100'000);
    return std::string();
  });
  host.on("garbage", [](std::string_view) {
    (void)wire::write_all(wire::subject_descriptor, "\xff\xff\xff\xff and so on");
    return std::string();
  });
  host.on("flood", [](std::string_view) -> std::string {
    while (true) write_report(0, {wire::EventKind::foreign, 0, "flood", std::string(1000, 'x')});
  });
}

}  // namespace

int main() {
  LiveHost host;
  host.on("echo", [](std::string_view payload) { return std::string(payload); });
  host.on("ask", [&](std::string_view payload) { return host.ask("question", payload); });
  host.on("ask twice", [&](std::string_view payload) { return host.ask("second", host.ask("first", payload)); });
  host.on("throw", [](std::string_view payload) -> std::string { throw std::runtime_error(std::string(payload)); });
  host.on("throw a number", [](std::string_view) -> std::string { throw 7; });
  host.on("clock", [](std::string_view) {
    return std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
  });
  host.on("connect", [](std::string_view port) {
    return answer_of(static_cast<std::uint16_t>(std::atoi(std::string(port).c_str())));
  });
  host.on("burn", [](std::string_view milliseconds) {
    burn(std::chrono::milliseconds(std::atoi(std::string(milliseconds).c_str())));
    return std::string();
  });
  host.on("thread", [](std::string_view) { return thread_of_this_call(); });
  host.on("print", [](std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    return std::string();
  });
  host.on("variable", [](std::string_view name) {
    const char* value = std::getenv(std::string(name).c_str());
    return std::string(value != nullptr ? value : "unset");
  });
  add_misbehaviour(host);
  host.serve();
}
