// What goes over the wire to DynamoDB.
#include "support/case.hpp"
#include "support/operations.hpp"
#include "support/requests.hpp"

namespace judge {
namespace {

// Every operation, none of them disturbed; only what they ask of DynamoDB is looked at.
void run_all(World& world, const Client& client) {
  for (const auto& operation : operations()) {
    const std::string name = text_of("t", &operation - operations().data());
    operation.prepare(world, client, name);
    (void)operation.call(world, client, name);
  }
}

}  // namespace

TEST(Wire, TheLogIsOnlyAddedTo) {
  judge_in_world({"The event table is only put to, each event on condition that its place is free: seen in every request", "README.md#append-only"},
                 [](World& world, Client& client) {
                   world.clear_record();
                   run_all(world, client);
                   (void)value_of(client.append({"a", 0, new_events("x", 2)}));
                   for (const std::uint64_t version : {0, 1, 2, 7}) (void)client.append({"a", version, new_events(text_of("y", version, "-"), 2)});
                   expect_append_only(world, world.tables());
                 });
}

TEST(Wire, CopiesAreOnlyAddedToAsWell) {
  judge_in_world({"Recovery and migration put to their target on condition that the place is free", "README.md#append-only"},
                 [](World& world, Client& client) {
                   plant(world.log(), long_order("order-1", 5, moment(0)));
                   world.clear_record();
                   const auto restored = world.more_tables("restored");
                   const auto migrated = world.more_tables("migrated");
                   for (int i = 0; i < 2; ++i) {
                     (void)value_of(client.restore_to(moment(9999), restored));
                     (void)value_of(client.migrate(migrated));
                   }
                   expect_append_only(world, restored);
                   expect_append_only(world, migrated);
                 });
}

TEST(Wire, NothingIsScannedOnAHotPath) {
  judge_in_world({"Appending, loading, commands, snapshots and catch_up scan no table", "README.md#append-only"}, [](World& world, Client& client) {
    world.clear_record();
    for (const auto& operation : operations()) {
      if (operation.title == "rebuild" || operation.title == "migrate" || operation.title.starts_with("restore_to")) continue;
      const std::string name = text_of("t", &operation - operations().data());
      operation.prepare(world, client, name);
      (void)operation.call(world, client, name);
    }
    (void)value_of(client.summary("ada"));
    for (const auto& exchange : world.proxy().record()) {
      expect(exchange.request.operation != "Scan", "no table is scanned", describe(exchange.request));
    }
  });
}

TEST(Wire, TheTableIsAsPrescribed) {
  judge_in_world({"create_tables creates the event table with the keys that the README gives, and is repeatable", "README.md#tables"},
                 [](World& world, Client& client) {
                   const auto key = world.database().key_of(world.tables().events);
                   expect(key == dynamodb::EventsTable::key(), "the event table has the partition key stream (S) and the sort key version (N)",
                          key ? "it has the keys " + key->hash + " (" + key->hash_type + ") and " + key->range + " (" + key->range_type + ")" : "there is no such table");
                   (void)value_of(client.append({"a", 0, new_events("x", 1)}));
                   (void)value_of(client.create_tables());
                   expect_log(world, "a", stored({"a", 0, new_events("x", 1)}, world.now()));
                 });
}

}  // namespace judge
