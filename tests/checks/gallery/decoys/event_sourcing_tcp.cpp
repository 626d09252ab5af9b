// A TCP connection: a state machine that segments drive; nothing is stored or folded.
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
#include <cstdint>
#include <cstdio>
#include <vector>

enum class TcpState { closed, listen, syn_received, established, close_wait };
enum class Flag : std::uint8_t { syn, ack, fin, rst };

struct Segment {
  Flag flag;
  std::uint32_t sequence;
  std::vector<std::uint8_t> data;
};

class Connection {
 public:
  void listen() { state_ = TcpState::listen; }

  void on_segment(const Segment& s) {
    switch (state_) {
      case TcpState::listen:
        if (s.flag == Flag::syn) {
          next_ = s.sequence + 1;
          state_ = TcpState::syn_received;
        }
        break;
      case TcpState::syn_received:
        if (s.flag == Flag::ack) state_ = TcpState::established;
        break;
      case TcpState::established:
        if (s.sequence != next_) return;
        buffer_.insert(buffer_.end(), s.data.begin(), s.data.end());
        next_ += static_cast<std::uint32_t>(s.data.size());
        if (s.flag == Flag::fin) state_ = TcpState::close_wait;
        break;
      default:
        break;
    }
    if (s.flag == Flag::rst) {
      std::puts("reset");
      state_ = TcpState::closed;
    }
  }

 private:
  TcpState state_ = TcpState::closed;
  std::uint32_t next_ = 0;
  std::vector<std::uint8_t> buffer_;
};

int main() {
  Connection c;
  c.listen();
  const Segment segments[] = {{Flag::syn, 1, {}}, {Flag::ack, 2, {}}, {Flag::fin, 2, {1, 2}}};
  for (const auto& s : segments) c.on_segment(s);
}
