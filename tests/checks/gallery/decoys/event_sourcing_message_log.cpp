// A log of messages in a chat window: kept for scrolling back, searched, never folded.
// label: es-role none
// label: es-immutable-events none
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply none
// label: es-apply-pure none
// label: es-replay-same-apply none
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart none
// label: es-command-sourcing none
// label: es-unknown-events none
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing none
#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

struct Message {
  std::string from;
  std::string text;
  bool read = false;
};

class Conversation {
 public:
  void receive(Message message) {
    messages_.push_back(std::move(message));
    if (messages_.size() > 500) messages_.pop_front();
  }
  void mark_read() {
    for (auto& message : messages_) message.read = true;
  }
  std::size_t unread() const {
    return static_cast<std::size_t>(std::count_if(messages_.begin(), messages_.end(), [](const Message& m) { return !m.read; }));
  }
  std::vector<Message> search(std::string_view word) const {
    std::vector<Message> found;
    for (const auto& message : messages_)
      if (message.text.find(word) != std::string::npos) found.push_back(message);
    return found;
  }

 private:
  std::deque<Message> messages_;
};

int main() {
  Conversation c;
  c.receive({"ann", "hello"});
  c.mark_read();
  return static_cast<int>(c.search("hell").size() + c.unread());
}
