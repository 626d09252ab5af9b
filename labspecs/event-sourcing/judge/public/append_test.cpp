// Appending, and reading back.
#include "support/case.hpp"

namespace judge {

TEST(Append, StoresEventsWithContiguousVersions) {
  judge_in_world({"Appended events get the next versions, and the time of the clock", "README.md#appending"},
                 [](World& world, Client& client) {
                   const lab::StreamAppend first{"a", 0, new_events("x", 3)};
                   const lab::StreamAppend second{"a", 3, new_events("y", 1)};
                   auto expected = stored(first, world.now());
                   expect(value_of(client.append(first)).appended, "append to a new stream after 0 appends", "it gave a conflict");
                   world.set_clock(moment(1500));
                   const auto later = stored(second, world.now());
                   expected.insert(expected.end(), later.begin(), later.end());
                   expect(value_of(client.append(second)).appended, "append after the last version appends", "it gave a conflict");
                   expect_log(world, "a", expected);
                 });
}

TEST(Append, RefusesAnotherVersion) {
  judge_in_world({"An append that expects another version than the stream has is a conflict that names it, and writes nothing",
                  "README.md#appending"},
                 [](World& world, Client& client) {
                   const lab::StreamAppend first{"a", 0, new_events("x", 3)};
                   (void)value_of(client.append(first));
                   for (const std::uint64_t wrong : {0, 1, 2, 4, 9}) {
                     const auto reply = client.append({"a", wrong, new_events(text_of("wrong-", wrong, "-"), 1)});
                     const auto& result = value_of(reply);
                     expect(!result.appended, text_of("append after ", wrong, " is a conflict, as the stream has version 3"), "it appended");
                     expect(result.conflicting_stream == "a" && result.actual_version == 3, "the conflict names \"a\" and version 3",
                            in_words(result));
                   }
                   expect_log(world, "a", stored(first, world.now()));
                 });
}

TEST(Append, RefusesSeveralEventsAsOne) {
  judge_in_world({"Several events of which some would be in conflict are not appended, none of them", "README.md#appending"},
                 [](World& world, Client& client) {
                   const lab::StreamAppend first{"a", 0, new_events("x", 2)};
                   (void)value_of(client.append(first));
                   for (const std::uint64_t wrong : {0, 1, 3}) {
                     const auto reply = client.append({"a", wrong, new_events(text_of("wrong-", wrong, "-"), 4)});
                     expect(!value_of(reply).appended, text_of("append of 4 events after ", wrong, " is a conflict"), "it appended");
                   }
                   expect_log(world, "a", stored(first, world.now()));
                 });
}

TEST(Append, KeepsStreamsApart) {
  judge_in_world({"Streams have nothing to do with each other", "README.md#appending"}, [](World& world, Client& client) {
    const lab::StreamAppend a{"a", 0, new_events("x", 2)};
    const lab::StreamAppend b{"b", 0, new_events("y", 3)};
    expect(value_of(client.append(a)).appended, "append to \"a\" after 0 appends", "it gave a conflict");
    expect(value_of(client.append(b)).appended, "append to \"b\" after 0 appends", "it gave a conflict");
    expect_log(world, "a", stored(a, world.now()));
    expect_log(world, "b", stored(b, world.now()));
  });
}

TEST(Load, GivesWhatWasAppended) {
  judge_in_world({"Loading a stream gives its events in order, byte for byte", "README.md#loading"},
                 [](World& world, Client& client) {
                   std::vector<lab::Event> all;
                   for (std::uint64_t version = 0; version < 12; version += 4) {
                     const lab::StreamAppend append{"a", version, new_events(text_of("x", version, "-"), 4)};
                     (void)value_of(client.append(append));
                     const auto events = stored(append, world.now());
                     all.insert(all.end(), events.begin(), events.end());
                     world.set_clock(world.now() + 10ms);
                     expect_events("load", all, value_of(client.load("a")));
                   }
                 });
}

TEST(Load, GivesNothingOfAStreamThatHasNothing) {
  judge_in_world({"A stream to which nothing was appended is empty", "README.md#loading"}, [](World&, Client& client) {
    (void)value_of(client.append({"a", 0, new_events("x", 1)}));
    for (const char* stream : {"b", "A", "a "}) expect_events("load", {}, value_of(client.load(stream)));
    expect_events("load_at", {}, value_of(client.load_at("b", 3)));
    expect_events("load_at", {}, value_of(client.load_at("b", moment(0))));
  });
}

}  // namespace judge
