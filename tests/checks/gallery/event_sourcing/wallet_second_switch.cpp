// The live path goes through one visitor and recovery through a copy of it in another class.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version satisfied
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply violated
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

struct TokensMinted { std::uint64_t count; };
struct TokensBurned { std::uint64_t count; };
struct TokensMoved { std::string to; std::uint64_t count; };
using TokenEvent = std::variant<TokensMinted, TokensBurned, TokensMoved>;

class TokenStore {
 public:
  std::uint64_t append(std::uint64_t expected, TokenEvent event) {
    const std::lock_guard guard(lock_);
    if (events_.size() != expected) throw std::runtime_error("wrong expected version");
    events_.push_back(std::move(event));
    return events_.size();
  }
  std::vector<TokenEvent> copy() const {
    const std::lock_guard guard(lock_);
    return events_;
  }

 private:
  mutable std::mutex lock_;
  std::vector<TokenEvent> events_;
};

class TokenWallet {
 public:
  explicit TokenWallet(TokenStore& store) : store_(store) {}

  void recover() {
    for (const TokenEvent& event : store_.copy()) {
      switch (event.index()) {
        case 0: tokens_ += std::get<0>(event).count; break;
        case 1: tokens_ -= std::get<1>(event).count; break;
        case 2: tokens_ -= std::get<2>(event).count; given_[std::get<2>(event).to] += std::get<2>(event).count; break;
        default: throw std::logic_error("valueless");
      }
      ++version_;
    }
  }

  void mint(std::uint64_t count) {
    if (count == 0) throw std::invalid_argument("mint nothing");
    publish(TokensMinted{count});
  }

  void move(const std::string& to, std::uint64_t count) {
    if (count > tokens_) throw std::invalid_argument("not that many");
    publish(TokensMoved{to, count});
  }

  std::uint64_t tokens() const { return tokens_; }

 private:
  void publish(TokenEvent event) {
    version_ = store_.append(version_, event);
    std::visit([this](const auto& e) { take(e); }, event);
  }

  void take(const TokensMinted& e) { tokens_ += e.count; }
  void take(const TokensBurned& e) { tokens_ -= e.count; }
  void take(const TokensMoved& e) { tokens_ -= e.count; given_[e.to] += e.count; }

  TokenStore& store_;
  std::uint64_t tokens_ = 0;
  std::uint64_t version_ = 0;
  std::map<std::string, std::uint64_t> given_;
};

int main() {
  TokenStore store;
  TokenWallet wallet(store);
  wallet.mint(10);
  wallet.move("bob", 4);
  TokenWallet again(store);
  again.recover();
  return static_cast<int>(again.tokens());
}
// mutant es-unknown-events violated: default: throw std::logic_error("valueless"); => default: break;
// mutant es-decide-apart violated: void take(const TokensBurned& e) { tokens_ -= e.count; } => void take(const TokensBurned& e) { if (e.count > tokens_) throw std::logic_error("too many"); tokens_ -= e.count; }
// mutant es-append-only violated: events_.push_back(std::move(event)); => if (!events_.empty()) events_.back() = event; else events_.push_back(std::move(event));
