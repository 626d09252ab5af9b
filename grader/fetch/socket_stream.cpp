#include "fetch/socket_stream.hpp"

#include <git2.h>
#include <git2/sys/stream.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <memory>
#include <string>
#include <system_error>
#include <type_traits>

#include "fetch/transfer_watch.hpp"

namespace assay::fetch {
namespace {

// libgit2's ssh transport reads the socket out of the stream by the layout of its own
// git_socket_stream (src/libgit2/streams/socket.h), so the members up to `socket` are those.
#if LIBGIT2_VER_MAJOR != 1 || LIBGIT2_VER_MINOR != 5
#error "check the layout of git_socket_stream in this version of libgit2"
#endif
struct SocketStream {
  git_stream parent;
  char* host;
  char* port;
  int socket;
  TransferWatch* watch;
};
static_assert(std::is_standard_layout_v<SocketStream>);
static_assert(offsetof(SocketStream, socket) == sizeof(git_stream) + 2 * sizeof(char*));

SocketStream& self(git_stream* stream) { return *reinterpret_cast<SocketStream*>(stream); }

int complain(const std::string& message) {
  git_error_set_str(GIT_ERROR_NET, message.c_str());
  return -1;
}

std::string cause_of(int errno_value) { return std::generic_category().message(errno_value); }

int close_stream(git_stream* stream) {
  auto& [parent, host, port, socket, watch] = self(stream);
  if (socket < 0) return 0;
  if (watch != nullptr) watch->remove_socket(socket);
  const int result = ::close(socket);
  socket = -1;
  return result;
}

// 0, or why there is no connection.
int connect_to(SocketStream& stream, const addrinfo& address) {
  stream.socket = ::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC, address.ai_protocol);
  if (stream.socket < 0) return errno;
  int problem = ECANCELED;
  if (stream.watch == nullptr || stream.watch->add_socket(stream.socket)) {
    if (::connect(stream.socket, address.ai_addr, address.ai_addrlen) == 0) return 0;
    problem = errno;
  }
  close_stream(&stream.parent);
  return problem;
}

int connect_stream(git_stream* stream) {
  auto& me = self(stream);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_family = AF_UNSPEC;
  addrinfo* found = nullptr;
  if (const int problem = ::getaddrinfo(me.host, me.port, &hints, &found); problem != 0) {
    return complain(std::string("no address for host ") + me.host + ": " + ::gai_strerror(problem));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, ::freeaddrinfo);
  int problem = EHOSTUNREACH;
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    problem = connect_to(me, *address);
    if (problem == 0) return 0;
  }
  return complain(std::string("no connection to ") + me.host + " port " + me.port + ": " + cause_of(problem));
}

ssize_t write_stream(git_stream* stream, const char* data, std::size_t size, int flags) {
  auto& me = self(stream);
  const ssize_t count = ::send(me.socket, data, size, flags | MSG_NOSIGNAL);
  if (count < 0) return complain("sending: " + cause_of(errno));
  if (me.watch != nullptr) me.watch->note_activity();
  return count;
}

ssize_t read_stream(git_stream* stream, void* data, std::size_t size) {
  auto& me = self(stream);
  const ssize_t count = ::recv(me.socket, data, size, 0);
  if (count < 0) return complain("receiving: " + cause_of(errno));
  if (count > 0 && me.watch != nullptr) me.watch->note_received(static_cast<std::size_t>(count));
  return count;
}

void free_stream(git_stream* stream) {
  close_stream(stream);
  auto* me = &self(stream);
  delete[] me->host;
  delete[] me->port;
  delete me;
}

char* copy_of(const char* text) {
  const std::string_view source(text);
  char* copy = new char[source.size() + 1];
  source.copy(copy, source.size());
  copy[source.size()] = '\0';
  return copy;
}

int make_stream(git_stream** out, const char* host, const char* port) {
  auto* stream = new SocketStream{};
  stream->parent.version = GIT_STREAM_VERSION;
  stream->parent.connect = connect_stream;
  stream->parent.read = read_stream;
  stream->parent.write = write_stream;
  stream->parent.close = close_stream;
  stream->parent.free = free_stream;
  stream->host = copy_of(host);
  stream->port = copy_of(port);
  stream->socket = -1;
  stream->watch = TransferWatch::current();
  *out = &stream->parent;
  return 0;
}

}  // namespace

void register_socket_stream() {
  git_stream_registration registration{};
  registration.version = GIT_STREAM_VERSION;
  registration.init = make_stream;
  git_stream_register(GIT_STREAM_STANDARD, &registration);
}

}  // namespace assay::fetch
