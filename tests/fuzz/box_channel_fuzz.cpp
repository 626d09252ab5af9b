// The descriptors that come out of a box, and what init says beside them: sandbox/box_channel and
// init_protocol. The first byte is how many endpoints are waited for, the second how many descriptors
// come, the third how many bytes with them; a message of init's status pipe follows.
#include <dirent.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "sandbox/box_channel.hpp"
#include "sandbox/init_job.hpp"
#include "support/fuzz.hpp"

namespace {

using namespace assay;
using namespace assay::sandbox;
using fuzz::require;

constexpr std::size_t most_sent = 100;

std::size_t open_descriptors() {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir("/proc/self/fd"), [](DIR* open) { return ::closedir(open); });
  require(folder != nullptr, "/proc is there");
  std::size_t count = 0;
  while (::readdir(folder.get()) != nullptr) ++count;
  return count;
}

void send(int socket, int descriptor, std::size_t count, std::size_t bytes) {
  std::array<char, 256> content{};
  iovec part{content.data(), bytes};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(most_sent * sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (count > 0) {
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(count * sizeof(int));
    cmsghdr* head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(count * sizeof(int));
    const std::vector<int> sent(count, descriptor);
    std::memcpy(CMSG_DATA(head), sent.data(), count * sizeof(int));
  }
  require(::sendmsg(socket, &message, MSG_NOSIGNAL) == static_cast<ssize_t>(bytes), "the message is sent");
}

void check_endpoints(fuzz::Input& input) {
  std::vector<std::uint16_t> ports(input.byte() % 65);
  for (std::size_t i = 0; i < ports.size(); ++i) ports[i] = static_cast<std::uint16_t>(1024 + i);
  const std::size_t sent = input.byte() % (most_sent + 1);
  const std::size_t bytes = input.byte();
  const util::Fd any(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const unsigned connectors = input.byte() % 4;
  auto channel = BoxChannel::open(ports, connectors);
  require(channel.has_value(), "there is a channel");
  const bool speaks = channel->inits_end() >= 0 && input.byte() % 4 != 0;
  if (speaks) send(channel->inits_end(), any.get(), sent, bytes);
  channel->close_inits_end();
  const std::size_t before = open_descriptors();
  {
    const auto box = channel->receive();
    // Beside the endpoints and connectors come the box's files and init.
    const std::size_t expected = ports.size() + connectors + 2;
    if (box) require(box->endpoints.size() == ports.size(), "there is an endpoint for each port");
    if (box) require(box->connectors.size() == connectors, "there are as many connectors as were asked for");
    if (box) require(speaks && sent == expected, "an endpoint is what was sent");
    if (box) require(open_descriptors() == before + expected, "nothing else is kept");
  }
  require(open_descriptors() == before, "no descriptor is lost");
}

void check_message(fuzz::Input& input) {
  init_protocol::Message message{};
  const auto bytes = input.bytes(sizeof message);
  std::memcpy(&message, bytes.data(), bytes.size());
  require(!describe_failure(message, {}, "/program").empty(), "a failure has words");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(fuzz::text_of(data, size));
  check_endpoints(input);
  check_message(input);
  return 0;
}
