// What does not fit into one answer of DynamoDB's.
#include "support/case.hpp"
#include "support/order_script.hpp"
#include "support/requests.hpp"

namespace judge {
namespace {

// DynamoDB gives at most 1 MiB a page.
std::vector<lab::Event> large_events(std::size_t count, std::size_t bytes) {
  auto log = long_stream("a", count, moment(0));
  for (std::size_t i = 0; i < count; ++i) log[i].payload = std::string(bytes, static_cast<char>('a' + i));
  return log;
}

}  // namespace

TEST(Long, AStreamOfTenThousandEventsIsLoaded) {
  judge_in_world({"A stream of 10,000 events is loaded whole, in order, and appended to", "README.md#loading"},
                 [](World& world, Client& client) {
                   auto log = long_stream("a", 10'000, moment(0));
                   for (auto& event : log) event.payload += std::string(60, 'x');
                   plant(world.log(), log);
                   expect_events("load", log, value_of(client.load("a")));
                   expect_events("load_at version 7,777", {log.begin(), log.begin() + 7'777}, value_of(client.load_at("a", 7'777)));
                   expect_events("load_at the time of version 6,543", {log.begin(), log.begin() + 6'543},
                                 value_of(client.load_at("a", log[6'542].recorded_at)));
                   expect(value_of(client.append({"a", 10'000, new_events("x", 2)})).appended, "append after 10,000 appends", "it gave a conflict");
                   const auto reply = client.append({"a", 9'999, new_events("y", 1)});
                   expect(!value_of(reply).appended && reply.value.actual_version == 10'002, "append after 9,999 is a conflict with version 10,002",
                          in_words(reply.value));
                 });
}

TEST(Long, EventsOfNearly400KBAreKept) {
  judge_in_world({"Events near DynamoDB's limit of 400 KB are appended and loaded", "README.md#loading"}, [](World& world, Client& client) {
    const auto log = large_events(6, 395'000);
    for (std::size_t i = 0; i < log.size(); ++i) {
      const auto& event = log[i];
      world.set_clock(event.recorded_at);
      const auto reply = client.append({"a", i, {{event.id, event.type, event.schema_version, event.payload}}});
      expect(value_of(reply).appended, text_of("append of 395,000 bytes after ", i, " appends"), in_words(reply.value));
    }
    expect_log(world, "a", log);
    expect_events("load", log, value_of(client.load("a")));
  });
}

TEST(Long, PagesAreAllRead) {
  judge_in_world({"Loading reads every page, however few events a page has", "README.md#loading"}, [](World& world, Client& client) {
    const auto log = long_stream("a", 25, moment(0));
    const auto order = long_order("order-1", 24, moment(0));
    plant(world.log(), log);
    plant(world.log(), order);
    world.proxy().set_policy([](const dynamodb::Request&) { return dynamodb::Decision{dynamodb::SmallPages{2}}; });
    expect_events("load", log, value_of(client.load("a")));
    expect_events("load_at version 17", {log.begin(), log.begin() + 17}, value_of(client.load_at("a", 17)));
    expect_events("load_at a time", {log.begin(), log.begin() + 11}, value_of(client.load_at("a", log[10].recorded_at)));
    expect_order_is_its_log(world, client, "order-1");
    (void)value_of(client.snapshot("order-1"));
    expect_order_is_its_log(world, client, "order-1");
  });
}

TEST(Long, ALongOrderIsLoadedFromItsSnapshot) {
  judge_in_world({"An order of 10,000 events is rebuilt, and with a snapshot without reading them again", "README.md#snapshots"},
                 [](World& world, Client& client) {
                   const auto log = long_order("order-1", 9'999, moment(0));
                   plant(world.log(), log);
                   const auto expected = fold(log);
                   expect(value_of(client.order("order-1")) == expected, "the order is " + in_words(expected), "it is another");
                   const auto taken = client.snapshot("order-1");
                   expect(value_of(taken) == 10'000, "the snapshot is of version 10,000", text_of("it is of version ", taken.value));
                   world.clear_record();
                   expect(value_of(client.order("order-1")) == expected, "the order is the same from its snapshot", "it is another");
                   const auto read = events_read(world);
                   expect(read.events <= 2, "with a snapshot of its last event, load reads at most 2 events", text_of("it reads ", read.events));
                 });
}

TEST(Long, CopiesReadAllPages) {
  judge_in_world({"Recovery and migration copy every event, however few a page has", "README.md#recovery"}, [](World& world, Client& client) {
    plant(world.log(), long_order("order-1", 11, moment(0)));
    plant(world.log(), long_order("order-2", 6, moment(0)));
    const auto logs = logs_of(world.log());
    world.proxy().set_policy([](const dynamodb::Request&) { return dynamodb::Decision{dynamodb::SmallPages{3}}; });
    const auto restored = world.more_tables("restored");
    const auto migrated = world.more_tables("migrated");
    (void)value_of(client.restore_to(moment(9999), restored));
    (void)value_of(client.migrate(migrated));
    for (const auto& target : {restored, migrated}) {
      for (const auto& [stream, log] : logs) expect(log_of(world.log(target), stream).size() == log.size(), "all events are copied", "some are missing in " + in_quotes(stream));
    }
  });
}

}  // namespace judge
