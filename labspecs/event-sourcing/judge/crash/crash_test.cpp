// The process ends at each of an operation's requests, before the engine has it and after, and another one goes on.
#include "dynamodb/fault_plan.hpp"
#include "support/case.hpp"
#include "support/crashes.hpp"
#include "support/operations.hpp"

namespace judge {
namespace {

// A scenario an operation: a crash at each of its requests, and the same call again.
void judge_crashes(assay::kit::CaseInfo info, const std::vector<Operation>& tried,
                   const std::function<void(World& world, const Client& client, const Operation& operation, const std::string& name)>& after) {
  judge_in_worlds(std::move(info),
                  [&](World& world, Client& client, std::uint64_t seed) {
                    const auto& operation = tried.at((seed - 1) % tried.size());
                    for (unsigned nth = 1; nth <= operation.requests; ++nth) {
                      bool struck = false;
                      for (const bool forwarded : {false, true}) {
                        const std::string name = text_of("t", nth, forwarded ? "b" : "a");
                        operation.prepare(world, client, name);
                        world.clear_record();
                        struck = call_with_crash(world, client, operation, name, nth, forwarded);
                        if (!struck) break;
                        after(world, client, operation, name);
                      }
                      if (!struck) return;
                    }
                  },
                  static_cast<unsigned>(tried.size()));
}

std::vector<Operation> not_appending() {
  std::vector<Operation> some;
  for (const auto& operation : operations()) {
    if (!operation.writes_events) some.push_back(operation);
  }
  return some;
}

}  // namespace

TEST(Crash, LeavesAnAppendWholeOrNotThere) {
  judge_crashes({"A process that ends while it appends leaves all of the events or none, and nothing that was appended before is lost", "README.md#crashes"},
                appending(), [](World& world, const Client&, const Operation& operation, const std::string& name) {
                  unsigned untouched = 0;
                  unsigned whole = 0;
                  const auto sizes = operation.sizes(name);
                  for (const auto& [stream, size] : sizes) {
                    const auto events = log_of(world.log(), stream).size();
                    untouched += events == size.first ? 1 : 0;
                    whole += events == size.second ? 1 : 0;
                    expect(events == size.first || events == size.second,
                           text_of("the stream ", in_quotes(stream), " has ", size.first, " events or ", size.second), text_of("it has ", events));
                  }
                  expect(untouched == sizes.size() || whole == sizes.size(), "all of the streams are appended to, or none of them", "some are");
                });
}

TEST(Crash, IsFollowedByTheSameAppend) {
  judge_crashes({"An append that was interrupted and is called again, by another process, is appended once", "README.md#crashes"}, appending(),
                [](World& world, const Client& client, const Operation& operation, const std::string& name) {
                  // A command is decided anew: what it appended before the crash is there.
                  if (log_of(world.log(), name).size() == 4) return;
                  const auto ended = operation.call(world, client, name);
                  expect(ended.ending == Ending::returned, ended.call + ", called again after the crash, is done", "it threw " + ended.text);
                  operation.check(world, client, name);
                });
}

TEST(Crash, IsFollowedByTheSameReadOrCopy) {
  judge_crashes({"Snapshots, projections, recovery and migration that were interrupted at any request come to the same end when they are run again",
                 "README.md#crashes"},
                not_appending(), [](World& world, const Client& client, const Operation& operation, const std::string& name) {
                  const auto ended = operation.call(world, client, name);
                  expect(ended.ending == Ending::returned, ended.call + ", called again after the crash, is done", "it threw " + ended.text);
                  operation.check(world, client, name);
                });
}

}  // namespace judge
