#include "concurrency/concurrent_run.hpp"

#include <utility>

namespace judge {
namespace {

using assay::kit::EventKind;
using assay::kit::SubjectLost;
using assay::kit::Violation;

// Calls of the world itself are numbered from 1 on.
constexpr assay::kit::wire::CallId first_call = 1'000'000;

class Clients {
 public:
  Clients(World& world, const NextCall& next_call) : world_(world), next_call_(next_call) {}

  void begin(std::uint32_t client) {
    auto planned = next_call_(client);
    if (!planned) return;
    const auto id = first_call + ++calls_;
    world_.note(planned->what, lane_of(client));
    world_.subject().invoke(id, planned->operation, planned->payload);
    running_[id] = {client, ++step_, std::move(*planned)};
  }

  void end(const assay::kit::LiveEvent& event) {
    const auto found = running_.find(event.call);
    if (found == running_.end()) throw SubjectLost(assay::core::CaseEnd::subject_broke_protocol, "the program ended a call that did not run");
    const auto call = std::move(found->second);
    running_.erase(found);
    world_.note_requests();
    if (event.kind == EventKind::threw) {
      throw Violation{call.planned.what + " throws nothing but what the contract names", "it threw " + in_quotes(event.payload)};
    }
    lab::protocol::Answer answer;
    if (!lab::protocol::unpack(event.payload, answer)) {
      throw SubjectLost(assay::core::CaseEnd::subject_broke_protocol, "the program wrote garbage to the judge's socket");
    }
    call.planned.then(answer, call.began, ++step_);
    begin(call.client);
  }

 private:
  struct Running {
    std::uint32_t client = 0;
    std::uint64_t began = 0;
    Planned planned;
  };
  World& world_;
  const NextCall& next_call_;
  std::map<assay::kit::wire::CallId, Running> running_;
  assay::kit::wire::CallId calls_ = 0;
  std::uint64_t step_ = 0;
};

}  // namespace

void run_clients(World& world, std::uint32_t clients, std::uint64_t seed, const NextCall& next_call,
                 const std::function<std::optional<dynamodb::Decision>(const dynamodb::Request&)>& decide) {
  Clients running(world, next_call);
  dynamodb::Scheduler scheduler(world.subject(), world.proxy(),
                                {.choose = dynamodb::seeded_choice(seed),
                                 .decide = decide,
                                 .answer = [&](const assay::kit::LiveEvent& question) { return world.answer(question); },
                                 .ended = [&](const assay::kit::LiveEvent& event) { running.end(event); }});
  for (std::uint32_t client = 1; client <= clients; ++client) running.begin(client);
  scheduler.run();
  world.note_requests();
}

}  // namespace judge
