// Replay by recursion over a list; the state is a value that each step makes anew.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail violated
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write satisfied
// label: cq-commands-return-nothing satisfied
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

struct Joined { std::string who; };
struct Said { std::string who, what; };
struct Parted { std::string who; };
using Happening = std::variant<Joined, Said, Parted>;

struct Room {
  std::vector<std::string> members;
  std::size_t messages = 0;
  bool has(const std::string& who) const {
    for (const auto& member : members)
      if (member == who) return true;
    return false;
  }
};

Room next(Room room, const Happening& happening) {
  return std::visit(
      [&room](const auto& h) -> Room {
        using T = std::decay_t<decltype(h)>;
        if constexpr (std::is_same_v<T, Joined>) {
          room.members.push_back(h.who);
        } else if constexpr (std::is_same_v<T, Said>) {
          room.messages++;
        } else {
          static_assert(std::is_same_v<T, Parted>);
          std::erase(room.members, h.who);
        }
        return std::move(room);
      },
      happening);
}

Room replay(Room room, std::span<const Happening> history) {
  if (history.empty()) return room;
  return replay(next(std::move(room), history.front()), history.subspan(1));
}

enum class Refusal { not_there, already_there };

class Chat {
 public:
  std::optional<Refusal> join(const std::string& who) {
    if (now().has(who)) return Refusal::already_there;
    history_.emplace_back(Joined{who});
    return std::nullopt;
  }

  std::optional<Refusal> say(const std::string& who, const std::string& what) {
    if (!now().has(who)) return Refusal::not_there;
    history_.emplace_back(Said{who, what});
    return std::nullopt;
  }

  void keep() { kept_ = now(); }
  std::size_t messages() const { return now().messages; }

 private:
  Room now() const { return replay(kept_.value_or(Room{}), history_); }

  std::vector<Happening> history_;
  std::optional<Room> kept_;
};

int main() {
  Chat chat;
  chat.join("kim");
  chat.say("kim", "hello");
  chat.keep();
  return static_cast<int>(chat.messages());
}
// mutant es-append-only violated: history_.emplace_back(Said{who, what}); => history_.back() = Said{who, what};
// mutant es-writes-in-apply violated: history_.emplace_back(Joined{who}); => history_.emplace_back(Joined{who}); if (kept_) kept_->messages = 0;
