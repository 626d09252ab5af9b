// Streams, ids and payloads that are unusual, and arguments that no one may give.
#include "support/case.hpp"

namespace judge {
namespace {

std::string all_bytes() {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
  return bytes;
}

void expect_refused(World& world, const Client& client, const lab::StreamAppend& append) {
  const auto reply = client.append(append);
  expect(reply.ending == Ending::invalid_argument, text_of(reply.call, " throws std::invalid_argument"),
         reply.returned() ? "it gave: " + in_words(reply.value) : "it threw " + reply.text);
  expect(logs_of(world.log()).empty(), "nothing is written", "the event table has items");
}

}  // namespace

TEST(Boundaries, StreamsAndIdsAreAnyText) {
  judge_in_world({"A stream or an event may be called anything", "README.md#appending"}, [](World& world, Client& client) {
    const std::vector<std::string> names{"with space", "\"quoted\"", "it's", "order#1", "order/1:2", "Grüße 訂單 🧾", "\\back\\slash",
                                         "a\nline", "a\tb", ":v", "#n", "null", std::string(900, 'x')};
    for (const auto& name : names) {
      const lab::StreamAppend append{name, 0, {{name, name, 1, "{}"}}};
      expect(value_of(client.append(append)).appended, text_of("append to ", in_quotes(name), " after 0 appends"), "it gave a conflict");
      expect_events("load", stored(append, world.now()), value_of(client.load(name)));
    }
    for (const auto& name : names) expect_log(world, name, stored({name, 0, {{name, name, 1, "{}"}}}, world.now()));
  });
}

TEST(Boundaries, PayloadsAreAnyBytes) {
  judge_in_world({"A payload is any bytes, perhaps none, and is given back as it was", "README.md#appending"},
                 [](World& world, Client& client) {
                   lab::StreamAppend append{"a", 0, {}};
                   for (const std::string& payload : {std::string(), std::string(1, '\0'), all_bytes(), std::string("{\"a\": \"\\u00e4\"} "),
                                                      std::string("\xff\xfe"), std::string("'; DROP TABLE events; --")}) {
                     append.events.push_back({text_of("e", append.events.size()), "Noted", 1, payload});
                   }
                   expect(value_of(client.append(append)).appended, "append after 0 appends", "it gave a conflict");
                   expect_events("load", stored(append, world.now()), value_of(client.load("a")));
                   expect_log(world, "a", stored(append, world.now()));
                 });
}

TEST(Boundaries, NothingIsAppendedWithoutAStreamAnIdOrAType) {
  judge_in_world({"An empty stream, id or type, and an append of no events, is a std::invalid_argument", "README.md#appending"},
                 [](World& world, Client& client) {
                   expect_refused(world, client, {"", 0, new_events("x", 1)});
                   expect_refused(world, client, {"a", 0, {}});
                   expect_refused(world, client, {"a", 0, {{"x", "Noted", 1, ""}, {"", "Noted", 1, ""}}});
                   expect_refused(world, client, {"a", 0, {{"x", "Noted", 1, ""}, {"y", "", 1, ""}}});
                 });
}

TEST(Boundaries, AHundredEventsAreAppendedAtOnce) {
  judge_in_world({"100 events are appended, all of them, and 101 are a std::invalid_argument", "README.md#appending"},
                 [](World& world, Client& client) {
                   expect_refused(world, client, {"a", 0, new_events("x", 101)});
                   const lab::StreamAppend hundred{"a", 0, new_events("x", 100)};
                   const lab::StreamAppend more{"a", 100, new_events("y", 99)};
                   expect(value_of(client.append(hundred)).appended, "append of 100 events appends", "it gave a conflict");
                   expect(value_of(client.append(more)).appended, "append of 99 more appends", "it gave a conflict");
                   auto all = stored(hundred, world.now());
                   for (auto& event : stored(more, world.now())) all.push_back(std::move(event));
                   expect_log(world, "a", all);
                   const auto reply = client.append({"a", 50, new_events("z", 100)});
                   expect(!value_of(reply).appended, "append of 100 events after 50, where there are 199, is a conflict", "it appended");
                   expect_log(world, "a", all);
                 });
}

TEST(Boundaries, WhatIsThereAlreadyIsAppended) {
  judge_in_world({"The same events again behind the same version are appended already; with one other id it is a conflict",
                  "README.md#appending"},
                 [](World& world, Client& client) {
                   const lab::StreamAppend one{"a", 0, new_events("x", 1)};
                   const lab::StreamAppend three{"a", 1, new_events("y", 3)};
                   auto all = stored(one, world.now());
                   for (auto& event : stored(three, world.now())) all.push_back(std::move(event));
                   for (const auto& append : {one, three}) expect(value_of(client.append(append)).appended, "append appends", "it gave a conflict");
                   world.set_clock(moment(77));
                   for (const auto& append : {one, three}) {
                     const auto reply = client.append(append);
                     expect(value_of(reply).appended, reply.call + ", again, is appended", in_words(reply.value));
                   }
                   auto other = three;
                   other.events[2].id = "other";
                   expect(!value_of(client.append(other)).appended, "with another third id it is a conflict", "it is appended");
                   auto longer = three;
                   longer.events.push_back({"z", "Noted", 1, ""});
                   expect(!value_of(client.append(longer)).appended, "with a fourth event it is a conflict", "it is appended");
                   expect_log(world, "a", all);
                 });
}

TEST(Boundaries, SeveralStreamsAreAppendedToAsOne) {
  judge_in_world({"append_all appends to all of the streams or to none", "README.md#appending"}, [](World& world, Client& client) {
    const std::vector<lab::StreamAppend> first{{"a", 0, new_events("a", 2)}, {"b", 0, new_events("b", 1)}, {"c", 0, new_events("c", 3)}};
    expect(value_of(client.append_all(first)).appended, "append_all to three new streams appends", "it gave a conflict");
    for (const auto& append : first) expect_log(world, append.stream, stored(append, world.now()));
    const auto reply = client.append_all({{"a", 2, new_events("x", 1)}, {"b", 4, new_events("y", 1)}, {"d", 0, new_events("z", 1)}});
    expect(!value_of(reply).appended && reply.value.conflicting_stream == "b" && reply.value.actual_version == 1,
           "append_all is a conflict that names \"b\" and version 1", in_words(reply.value));
    for (const auto& append : first) expect_log(world, append.stream, stored(append, world.now()));
    expect_log(world, "d", {});
    expect(value_of(client.append_all(first)).appended, "the same append_all again is appended already", "it gave a conflict");
    for (const auto& append : first) expect_log(world, append.stream, stored(append, world.now()));
  });
}

}  // namespace judge
