// Each operation with something going wrong at each of its requests.
#include "dynamodb/fault_plan.hpp"
#include "support/case.hpp"
#include "support/operations.hpp"

namespace judge {
namespace {

using dynamodb::Decision;
using dynamodb::Fault;
using dynamodb::Request;

// Befalls the requests from the n-th on, so many of them.
dynamodb::Policy from_the(unsigned nth, unsigned count, Fault fault) {
  return [=, seen = 0U](const Request& request) mutable {
    if (!dynamodb::applies(fault, request.operation)) return Decision{};
    ++seen;
    return seen >= nth && seen < nth + count ? Decision{fault} : Decision{};
  };
}

bool fired(World& world, const Fault& fault) { return world.proxy().fired().contains(std::string(dynamodb::name_of(fault))); }

// A request that failed is tried again after a wait within bounds.
void expect_backed_off(World& world, const std::string& call, unsigned retries) {
  expect(world.sleeps().size() >= retries, text_of(call, " sleeps before each further attempt"),
         text_of("of ", retries, " further attempts it slept before ", world.sleeps().size()));
  for (const auto slept : world.sleeps()) {
    expect(slept > Duration::zero() && slept <= world.config().max_delay,
           "each wait is above zero and at most max_delay, " + assay::core::to_string(world.config().max_delay),
           "one is " + assay::core::to_string(slept));
  }
}

// One operation, once for each of its requests, at which `count` times in a row this fault strikes.
void try_at_each_request(World& world, const Client& client, const Operation& operation, const Fault& fault, unsigned count,
                         bool backs_off) {
  for (unsigned nth = 1; nth <= operation.requests; ++nth) {
    const std::string name = text_of("t", nth);
    operation.prepare(world, client, name);
    world.clear_record();
    world.proxy().set_policy(from_the(nth, count, fault));
    world.note(text_of(operation.title, ", and ", dynamodb::to_text(fault), count > 1 ? text_of(" ", count, " times") : std::string(), " from request ", nth, " on"));
    const auto ended = operation.call(world, client, name);
    const bool struck = fired(world, fault);
    world.proxy().set_policy({});
    expect(ended.ending == Ending::returned, text_of(ended.call, " is done: it is tried again, ", world.config().max_attempts, " times at most"),
           "it threw " + ended.text);
    operation.check(world, client, name);
    if (!struck) return;
    if (backs_off) expect_backed_off(world, ended.call, count);
  }
}

// A scenario an operation.
void judge_operations(std::string title, const std::vector<Operation>& tried,
                      const std::function<void(World& world, const Client& client, const Operation& operation)>& script) {
  judge_in_worlds({std::move(title), "README.md#faults"},
                  [&](World& world, Client& client, std::uint64_t seed) { script(world, client, tried.at((seed - 1) % tried.size())); },
                  static_cast<unsigned>(tried.size()));
}

void judge_fault(std::string title, const Fault& fault, unsigned count, bool backs_off = true,
                 const std::vector<Operation>& tried = operations()) {
  judge_operations(std::move(title), tried, [&](World& world, const Client& client, const Operation& operation) {
    try_at_each_request(world, client, operation, fault, count, backs_off);
  });
}

}  // namespace

TEST(Faults, ThrottlingIsWaitedOut) {
  judge_fault("A throttled request is sent again after a while, and nothing is missing in what is read or written",
              dynamodb::Fail{"ProvisionedThroughputExceededException", {}}, 2);
}

TEST(Faults, ThrottlingOfAnotherNameIsWaitedOut) {
  judge_fault("ThrottlingException is throttling, too", dynamodb::Fail{"ThrottlingException", {}}, 1);
}

TEST(Faults, AnInternalErrorIsTriedAgain) {
  judge_fault("A request that failed inside DynamoDB is sent again", dynamodb::Fail{"InternalServerError", {}}, 1);
}

TEST(Faults, ABrokenConnectionIsTriedAgain) {
  judge_fault("A request whose connection broke is sent again, as often as it takes within max_attempts", dynamodb::ResetBefore{}, 3);
}

TEST(Faults, ALostAnswerDoublesNothing) {
  judge_fault("A request that was carried out and whose answer was lost is not carried out twice: each event is there once, each payment counted once",
              dynamodb::LoseAnswer{}, 1);
}

TEST(Faults, ALostAnswerOfAnAppendIsNoConflict) {
  judge_fault("An append that was written and whose answers were lost is appended, not in conflict with itself", dynamodb::LoseAnswer{}, 2,
              true, appending());
}

TEST(Faults, AConflictOfTransactionsIsTriedAgain) {
  judge_operations("A transaction that was cancelled for another one is sent again", operations(),
                   [](World& world, const Client& client, const Operation& operation) {
                     operation.prepare(world, client, "t");
                     world.clear_record();
                     world.proxy().set_policy([struck = false](const Request& request) mutable {
                       // Each action of a transaction gives a reason.
                       if (struck || request.operation != "TransactWriteItems" || request.touches.empty()) return Decision{};
                       struck = true;
                       std::vector<std::string> reasons(request.touches.size(), "None");
                       reasons.back() = "TransactionConflict";
                       return Decision{dynamodb::Fail{"TransactionCanceledException", reasons}};
                     });
                     const auto ended = operation.call(world, client, "t");
                     world.proxy().set_policy({});
                     expect(ended.ending == Ending::returned, ended.call + " is done: the transaction is tried again", "it threw " + ended.text);
                     operation.check(world, client, "t");
                   });
}

TEST(Faults, WhatABatchLeftIsSentAgain) {
  judge_fault("What a batch did not process is sent again", dynamodb::Unprocessed{1}, 2, false);
}

TEST(Faults, StaleReadsMisleadNoOne) {
  judge_in_world({"An event that was appended is seen by every later call: reads that decide are strongly consistent", "README.md#faults"},
                 [](World& world, Client& client) {
                   world.proxy().keep_past(true);
                   world.proxy().set_policy([&](const Request& request) {
                     return request.names_table(world.tables().projection) || request.consistent ? Decision{} : Decision{dynamodb::Stale{2}};
                   });
                   const lab::StreamAppend first{"a", 0, new_events("x", 2)};
                   const lab::StreamAppend second{"a", 2, new_events("y", 1)};
                   auto all = stored(first, world.now());
                   for (auto& event : stored(second, world.now())) all.push_back(std::move(event));
                   for (const auto& append : {first, second, second}) {
                     const auto reply = client.append(append);
                     expect(value_of(reply).appended, reply.call + " is appended", in_words(reply.value));
                   }
                   const auto conflict = client.append({"a", 1, new_events("z", 1)});
                   expect(!value_of(conflict).appended && conflict.value.actual_version == 3, "the conflict names version 3", in_words(conflict.value));
                   expect_events("load", all, value_of(client.load("a")));
                   expect_events("load_at version 3", all, value_of(client.load_at("a", 3)));
                   expect_events("load_at now", all, value_of(client.load_at("a", world.now())));
                   for (int i = 1; i <= 3; ++i) {
                     const lab::Command command{text_of("c", i), "order-1", i == 1 ? decltype(lab::Command::what)(lab::PlaceOrder{"ada", "EUR", {{"pen", 1, 100}}})
                                                                                  : lab::AddLine{{text_of("sku-", i), 1, 100}}};
                     expect(value_of(client.handle(command)).rejection == lab::Rejection::none, in_words(command) + " is done", "it is refused");
                     (void)value_of(client.snapshot("order-1"));
                     expect_order_is_its_log(world, client, "order-1");
                   }
                 });
}

TEST(Faults, WhatDoesNotEndIsUnavailable) {
  judge_operations("After max_attempts attempts a call throws Unavailable: it gives no partial result, and does not go on for ever",
                   operations(), [](World& world, const Client& client, const Operation& operation) {
                     for (const std::string error : {"ProvisionedThroughputExceededException", "InternalServerError"}) {
                       operation.prepare(world, client, "t-" + error);
                       world.clear_record();
                       world.proxy().set_policy([&](const Request&) { return Decision{dynamodb::Fail{error, {}}}; });
                       const auto ended = operation.call(world, client, "t-" + error);
                       world.proxy().set_policy({});
                       expect(ended.ending == Ending::unavailable, ended.call + " throws Unavailable",
                              ended.ending == Ending::returned ? "it returned" : "it threw " + ended.text);
                       const auto sent = world.proxy().record().size();
                       expect(sent == world.config().max_attempts,
                              text_of(ended.call, " sends its request max_attempts = ", world.config().max_attempts, " times"), text_of("it sent ", sent));
                       expect_backed_off(world, ended.call, world.config().max_attempts - 1);
                     }
                   });
}

TEST(Faults, WhatCannotSucceedIsNotTriedAgain) {
  judge_operations("A request that is wrong in itself is not sent again", operations(),
                   [](World& world, const Client& client, const Operation& operation) {
                     operation.prepare(world, client, "t");
                     world.clear_record();
                     world.proxy().set_policy([&](const Request&) { return Decision{dynamodb::Fail{"ValidationException", {}}}; });
                     const auto ended = operation.call(world, client, "t");
                     world.proxy().set_policy({});
                     expect(ended.ending != Ending::returned, ended.call + " throws", "it returned");
                     const auto sent = world.proxy().record().size();
                     expect(sent == 1, ended.call + " sends a request once where it is answered with ValidationException", text_of("it sent ", sent));
                   });
}

TEST(Faults, AConflictIsNotTriedAgain) {
  judge_in_world({"An append that is in conflict is not sent again, and no time is waited", "README.md#faults"}, [](World& world, Client& client) {
    (void)value_of(client.append({"a", 0, new_events("x", 2)}));
    world.clear_record();
    (void)value_of(client.append({"a", 1, new_events("y", 1)}));
    expect(world.sleeps().empty(), "a conflict is waited for no time", text_of("it slept ", world.sleeps().size(), " times"));
  });
}

TEST(Faults, FailuresLeaveAllOrNothing) {
  judge_in_world({"An append that fails for good at any of its requests leaves all of its events or none", "README.md#faults"},
                 [](World& world, Client& client) {
                   constexpr unsigned most_requests = 40;
                   for (unsigned nth = 1; nth <= most_requests; ++nth) {
                     const std::string stream = text_of("s", nth);
                     world.clear_record();
                     world.proxy().set_policy(from_the(nth, most_requests, dynamodb::Fail{"ThrottlingException", {}}));
                     const lab::StreamAppend append{stream, 0, new_events(stream + "-", 5)};
                     const auto reply = client.append(append);
                     const bool struck = world.proxy().fired().contains("fail");
                     world.proxy().set_policy({});
                     const auto log = log_of(world.log(), stream);
                     expect(log.empty() || log == stored(append, world.now()), "all 5 events are stored, or none", text_of("there are ", log.size()));
                     if (!struck) return;
                   }
                 });
}

}  // namespace judge
