// What comes out of a box beside its output: descriptors, in a message of init's.
#include "sandbox/box_channel.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <cstring>
#include <filesystem>
#include <iterator>
#include <vector>

#include "sandbox/init_protocol.hpp"

namespace assay::sandbox {
namespace {

auto open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator());
}

/// As init sends those of the files, of itself and of one endpoint.
constexpr std::size_t usual = 3;
constexpr std::size_t most = 200;

void send_descriptors(int socket, int descriptor, std::size_t count, std::size_t bytes) {
  char content[8] = {};
  iovec part{content, bytes};
  alignas(cmsghdr) char control[CMSG_SPACE(most * sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = CMSG_SPACE(count * sizeof(int));
  cmsghdr* head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(count * sizeof(int));
  const std::vector<int> all(count, descriptor);
  std::memcpy(CMSG_DATA(head), all.data(), count * sizeof(int));
  ASSERT_EQ(sendmsg(socket, &message, MSG_NOSIGNAL), static_cast<ssize_t>(bytes));
}

TEST(BoxChannel, LosesNoDescriptorOfAMessageThatInitDoesNotSend) {
  const util::Fd any(open("/dev/null", O_RDONLY | O_CLOEXEC));
  for (const std::size_t bytes : {0U, 1U, 2U}) {
    for (const std::size_t count : {usual - 1, usual}) {
      const auto channel = BoxChannel::open({8080}, 0);
      ASSERT_TRUE(channel) << channel.error().message;
      send_descriptors(channel->inits_end(), any.get(), count, bytes);
      const auto before = open_descriptors();
      {
        const auto received = channel->receive();
        EXPECT_EQ(received.has_value(), bytes != 0 && count == usual) << bytes << ' ' << count;
      }
      EXPECT_EQ(open_descriptors(), before) << bytes << ' ' << count;
    }
  }
}

TEST(BoxChannel, TakesNoMessageOfMoreDescriptorsThanWereAskedFor) {
  const util::Fd any(open("/dev/null", O_RDONLY | O_CLOEXEC));
  constexpr std::size_t asked = init_protocol::most_descriptors_a_message;
  for (const std::size_t more : {0U, 1U, 30U}) {
    const auto channel = BoxChannel::open({}, asked - 2);
    ASSERT_TRUE(channel) << channel.error().message;
    send_descriptors(channel->inits_end(), any.get(), asked + more, 1);
    const auto before = open_descriptors();
    EXPECT_EQ(channel->receive().has_value(), more == 0) << more;
    EXPECT_EQ(open_descriptors(), before) << more;
  }
}

TEST(BoxChannel, TakesSoManyMessagesAsAllOfItsDescriptorsNeed) {
  const util::Fd any(open("/dev/null", O_RDONLY | O_CLOEXEC));
  constexpr std::size_t whole = init_protocol::most_descriptors_a_message;
  for (const std::size_t last : {2U, 3U, 4U}) {
    const auto channel = BoxChannel::open({8080}, 2 * whole);
    ASSERT_TRUE(channel) << channel.error().message;
    for (const std::size_t count : {whole, whole, last}) send_descriptors(channel->inits_end(), any.get(), count, 1);
    const auto before = open_descriptors();
    const auto received = channel->receive();
    EXPECT_EQ(received.has_value(), last == usual) << last;
    EXPECT_EQ(open_descriptors(), before + (last == usual ? static_cast<long>(2 * whole + usual) : 0)) << last;
  }
}

TEST(BoxChannel, DoesNotWaitForAMessageThatIsMissing) {
  const util::Fd any(open("/dev/null", O_RDONLY | O_CLOEXEC));
  const auto channel = BoxChannel::open({}, init_protocol::most_descriptors_a_message);
  ASSERT_TRUE(channel) << channel.error().message;
  send_descriptors(channel->inits_end(), any.get(), init_protocol::most_descriptors_a_message, 1);
  EXPECT_FALSE(channel->receive());
}

}  // namespace
}  // namespace assay::sandbox
