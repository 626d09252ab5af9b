// A query appends a "viewed" event and touches the write model; a command returns the view.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only satisfied
// label: es-expected-version violated
// label: es-writes-in-apply satisfied
// label: es-apply-pure satisfied
// label: es-replay-same-apply satisfied
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart satisfied
// label: es-command-sourcing satisfied
// label: es-unknown-events satisfied
// label: cq-queries-do-not-write violated
// label: cq-commands-return-nothing violated
#include <map>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

struct PollOpened { std::string question; };
struct VoteCast { std::string voter; std::string option; };
struct ResultViewed { std::string by; };
struct PollClosed {};
using PollEvent = std::variant<PollOpened, VoteCast, ResultViewed, PollClosed>;

struct PollView {
  std::string question;
  std::map<std::string, int> votes;
  int views = 0;
};

class Poll {
 public:
  PollView vote(const std::string& voter, const std::string& option) {
    if (closed_) throw std::logic_error("the poll is closed");
    if (voted_.contains(voter)) throw std::logic_error("one vote each");
    add(VoteCast{voter, option});
    return view();
  }

  PollView open(const std::string& question) {
    if (!question_.empty()) throw std::logic_error("open");
    add(PollOpened{question});
    return view();
  }

  void close() { add(PollClosed{}); }

  PollView result(const std::string& by) {
    add(ResultViewed{by});
    return view();
  }

  void restore(std::vector<PollEvent> events) {
    for (auto& event : events) apply(event);
    events_ = std::move(events);
  }

 private:
  PollView view() const { return {question_, votes_, views_}; }

  void add(PollEvent event) {
    apply(event);
    events_.push_back(std::move(event));
  }

  void apply(const PollEvent& event) {
    std::visit([this](const auto& e) { on(e); }, event);
  }
  void on(const PollOpened& e) { question_ = e.question; }
  void on(const VoteCast& e) { ++votes_[e.option]; voted_[e.voter] = true; }
  void on(const ResultViewed&) { ++views_; }
  void on(const PollClosed&) { closed_ = true; }

  std::vector<PollEvent> events_;
  std::string question_;
  std::map<std::string, int> votes_;
  std::map<std::string, bool> voted_;
  int views_ = 0;
  bool closed_ = false;
};

int main() {
  Poll poll;
  poll.open("tea or coffee?");
  poll.vote("a", "tea");
  poll.close();
  return poll.result("b").votes["tea"];
}
// mutant es-writes-in-apply violated: void close() { add(PollClosed{}); } => void close() { closed_ = true; add(PollClosed{}); }
// mutant es-apply-pure violated: void on(const ResultViewed&) { ++views_; } => void on(const ResultViewed&) { ++views_; add(PollClosed{}); }
