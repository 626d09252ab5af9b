#include "dynamodb/scheduler.hpp"

#include <algorithm>
#include <set>

#include "judge/subject.hpp"

namespace assay::kit::dynamodb {

namespace {

using Clock = std::chrono::steady_clock;

// Whoever waits for the subject looks again at each event of the proxy.
class Waking {
 public:
  Waking(LiveSubject& subject, Proxy& proxy) : proxy_(proxy) {
    proxy_.set_on_event([&subject] { subject.wake(); });
  }
  Waking(const Waking&) = delete;
  Waking& operator=(const Waking&) = delete;
  ~Waking() { proxy_.set_on_event(nullptr); }

 private:
  Proxy& proxy_;
};

}  // namespace

std::string Candidate::text() const {
  if (request) return describe(*request);
  return "call " + std::to_string(question->call) + " asks " + question->operation;
}

std::function<std::size_t(std::span<const Candidate>)> seeded_choice(std::uint64_t seed) {
  return [random = std::mt19937_64(seed)](std::span<const Candidate> candidates) mutable {
    return static_cast<std::size_t>(random() % candidates.size());
  };
}

std::function<std::size_t(std::span<const Candidate>)> replayed_choice(std::vector<std::size_t> indexes) {
  return [indexes = std::move(indexes), next = std::size_t{0}](std::span<const Candidate> candidates) mutable {
    const std::size_t index = next < indexes.size() ? indexes[next++] : 0;
    return std::min(index, candidates.size() - 1);
  };
}

Scheduler::Scheduler(LiveSubject& subject, Proxy& proxy, SchedulerHooks hooks, core::Duration quiet)
    : subject_(subject), proxy_(proxy), hooks_(std::move(hooks)), quiet_(quiet) {
  proxy_.gate().close();
}

Scheduler::~Scheduler() { proxy_.gate().open(); }

bool Scheduler::run() {
  // The subject may end before the scheduler does, after a run.
  const Waking waking(subject_, proxy_);
  while (true) {
    const bool all_waited = settle();
    if (proxy_.crash_due()) return false;
    const auto waiting = candidates();
    if (waiting.empty()) {
      // Everything is quiet: what still runs computes, and `settle` throws when that takes too long.
      if (subject_.running() == 0 && proxy_.under_way() == 0) return true;
      continue;
    }
    const std::size_t chosen = hooks_.choose(waiting);
    if (chosen >= waiting.size()) throw JudgeFault("a chooser chose what is not there");
    steps_.push_back({Clock::now(), waiting.size(), chosen, waiting[chosen].text(), !all_waited});
    go_on(waiting[chosen]);
  }
}

// Until every running call waits at the gate; false where nothing was heard for `quiet_` before that.
bool Scheduler::settle() {
  while (true) {
    if (proxy_.crash_due()) return true;
    while (auto event = subject_.next(Clock::time_point::min())) take(*event);
    if (all_wait()) return true;
    const auto deadline = Clock::now() + quiet_;
    const auto event = subject_.next(deadline);
    if (event) {
      take(*event);
    } else if (Clock::now() >= deadline) {
      return false;
    }
  }
}

// A call that runs and has a request under way, or none at all, is not yet where it will wait.
bool Scheduler::all_wait() const {
  if (proxy_.under_way() > 0) return false;
  std::set<std::string> clients;
  for (const Request& request : proxy_.gate().parked()) {
    clients.insert(request.client.empty() ? "connection " + std::to_string(request.connection) : request.client);
  }
  return clients.size() >= subject_.running();
}

std::vector<Candidate> Scheduler::candidates() const {
  std::vector<Candidate> all;
  for (Request& request : proxy_.gate().parked()) all.push_back({.request = std::move(request), .question = {}});
  for (const LiveEvent& question : questions_) all.push_back({.request = {}, .question = question});
  return all;
}

void Scheduler::take(const LiveEvent& event) {
  if (event.kind == EventKind::asked) {
    const auto place = std::ranges::lower_bound(questions_, event.call, {}, &LiveEvent::call);
    questions_.insert(place, event);
  } else if (event.kind != EventKind::foreign && hooks_.ended) {
    hooks_.ended(event);
  }
}

void Scheduler::go_on(const Candidate& candidate) {
  if (candidate.request) {
    (void)proxy_.gate().release(candidate.request->number,
                                hooks_.decide ? hooks_.decide(*candidate.request) : std::nullopt);
    return;
  }
  const auto call = candidate.question->call;
  std::erase_if(questions_, [&](const LiveEvent& question) { return question.call == call; });
  subject_.resume(call, hooks_.answer ? hooks_.answer(*candidate.question) : std::string());
}

}  // namespace assay::kit::dynamodb
