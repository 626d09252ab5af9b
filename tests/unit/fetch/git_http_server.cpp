#include "unit/fetch/git_http_server.hpp"

#include <git2.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>

namespace assay::fetch {
namespace {

std::string packet(const std::string& line) {
  std::array<char, 8> length{};
  std::snprintf(length.data(), length.size(), "%04zx", line.size() + 4);
  return length.data() + line;
}

void send_all(int connection, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::send(connection, text.data(), text.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
}

bool readable(int descriptor, const std::stop_token& stop) {
  pollfd waiting{descriptor, POLLIN, 0};
  while (!stop.stop_requested()) {
    if (::poll(&waiting, 1, 20) > 0) return true;
  }
  return false;
}

// The request line and headers; the body, of the announced length, is read and dropped.
std::string read_request(int connection, const std::stop_token& stop) {
  std::string text;
  std::array<char, 4096> chunk{};
  while (readable(connection, stop)) {
    const ssize_t count = ::recv(connection, chunk.data(), chunk.size(), 0);
    if (count <= 0) return {};
    text.append(chunk.data(), static_cast<std::size_t>(count));
    const auto end = text.find("\r\n\r\n");
    if (end == text.npos) continue;
    const auto length = text.find("Content-Length: ");
    const std::size_t body = length < end ? std::stoul(text.substr(length + 16)) : 0;
    if (text.size() >= end + 4 + body) return text.substr(0, end + 4);
  }
  return {};
}

std::string response(const std::string& status, const std::string& headers, const std::string& body) {
  return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers +
         "\r\n" + body;
}

void wait_for_stop(const std::stop_token& stop) {
  while (!stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

}  // namespace

GitHttpServer::GitHttpServer(support::GitRepository& repository, Manners manners)
    : repository_(repository), manners_(std::move(manners)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.get(), generic, size) != 0 || ::listen(listener_.get(), 8) != 0 ||
      ::getsockname(listener_.get(), generic, &size) != 0) {
    throw std::runtime_error("no loopback port to listen on");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

GitHttpServer::~GitHttpServer() = default;

std::vector<std::string> GitHttpServer::requests() const {
  const std::scoped_lock lock(mutex_);
  return requests_;
}

void GitHttpServer::serve(const std::stop_token& stop) {
  while (readable(listener_.get(), stop)) {
    const util::Fd connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    // A client that went away without a word must not hold us up.
    constexpr timeval patience{2, 0};
    if (connection) ::setsockopt(connection.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (connection) answer(connection.get(), stop);
  }
}

void GitHttpServer::answer(int connection, const std::stop_token& stop) {
  const std::string request = read_request(connection, stop);
  if (request.empty()) return;
  {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(request);
  }
  if (!manners_.redirect.empty()) {
    const auto path = request.substr(4, request.find(" HTTP") - 4);
    return send_all(connection, response("301 Moved", "Location: " + manners_.redirect + path + "\r\n", ""));
  }
  if (!manners_.authorization.empty() && request.find("Authorization: " + manners_.authorization + "\r\n") == request.npos) {
    return send_all(connection, response("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", ""));
  }
  if (request.starts_with("GET ")) {
    if (manners_.stalls_in_advertisement) return wait_for_stop(stop);
    return send_all(connection, response("200 OK", "Content-Type: application/x-git-upload-pack-advertisement\r\n", advertisement()));
  }
  const std::string whole = response("200 OK", "Content-Type: application/x-git-upload-pack-result\r\n", packet("NAK\n") + pack_to_send());
  if (!manners_.stalls_in_pack) return send_all(connection, whole);
  send_all(connection, std::string_view(whole).substr(0, whole.size() / 2));
  wait_for_stop(stop);
}

std::string GitHttpServer::advertisement() const {
  std::vector<std::pair<std::string, std::string>> references;
  git_reference_iterator* iterator = nullptr;
  git_reference* reference = nullptr;
  git_reference_iterator_new(&iterator, repository_.get());
  while (git_reference_next(&reference, iterator) == 0) {
    references.emplace_back(git_reference_name(reference), git_oid_tostr_s(git_reference_target(reference)));
    git_reference_free(reference);
  }
  git_reference_iterator_free(iterator);
  for (std::size_t i = 0; i < manners_.tags; ++i) {
    references.emplace_back("refs/tags/" + std::to_string(i) + std::string(200, 't'), references.front().second);
  }
  std::ranges::sort(references);
  git_oid head{};
  if (git_reference_name_to_id(&head, repository_.get(), "HEAD") == 0) {
    references.insert(references.begin(), {"HEAD", git_oid_tostr_s(&head)});
  }
  std::string text = packet("# service=git-upload-pack\n") + "0000";
  std::string capabilities = std::string(1, '\0') + "ofs-delta symref=HEAD:refs/heads/main";
  if (references.empty()) text += packet(std::string(40, '0') + " capabilities^{}" + capabilities + "\n");
  for (const auto& [name, id] : references) text += packet(id + " " + name + std::exchange(capabilities, "") + "\n");
  return text + "0000";
}

std::string GitHttpServer::pack_to_send() const {
  std::string bytes = manners_.pack.empty() ? pack() : manners_.pack;
  bytes.resize(bytes.size() - manners_.cut);
  return bytes;
}

std::string GitHttpServer::pack() const {
  git_packbuilder* builder = nullptr;
  git_odb* objects = nullptr;
  git_packbuilder_new(&builder, repository_.get());
  git_repository_odb(&objects, repository_.get());
  git_odb_foreach(
      objects, [](const git_oid* id, void* to) { return git_packbuilder_insert(static_cast<git_packbuilder*>(to), id, nullptr); },
      builder);
  git_buf buffer{};
  git_packbuilder_write_buf(&buffer, builder);
  std::string bytes(buffer.ptr, buffer.size);
  git_buf_dispose(&buffer);
  git_odb_free(objects);
  git_packbuilder_free(builder);
  return bytes;
}

}  // namespace assay::fetch
