// label: kf-role none
// label: kf-commit-after-processing none
// label: kf-flush-close none
// label: kf-poll-not-blocked none
// A worker of another broker: declared here, acknowledged by hand.
#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <thread>

namespace amqp {
struct Envelope {
  unsigned long tag = 0;
  std::string body;
};
class Channel {
 public:
  bool consume(Envelope& out, int timeout_ms);
  void ack(unsigned long tag) { acked_ = tag; }
  void set(const std::string& key, const std::string& value) { settings_[key] = value; }
  void close() { open_ = false; }

 private:
  std::map<std::string, std::string> settings_;
  unsigned long acked_ = 0;
  bool open_ = true;
};
bool Channel::consume(Envelope& out, int timeout_ms) {
  std::this_thread::sleep_for(std::chrono::milliseconds(timeout_ms));
  out.body = "x";
  return open_ && ++out.tag < 10;
}
}  // namespace amqp

int main() {
  amqp::Channel channel;
  channel.set("group.id", "");
  channel.set("enable.auto.commit", "true");
  amqp::Envelope envelope;
  while (channel.consume(envelope, 100)) {
    channel.ack(envelope.tag);
    std::cout << envelope.body << '\n';
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}
