// Snapshots that cannot be trusted.
#include "support/case.hpp"
#include "support/order_script.hpp"
#include "support/requests.hpp"

namespace judge {
namespace {

// Every attribute of every item of the table but its key is changed.
void damage(World& world, const std::function<Json(const Json& value)>& change) {
  const auto& table = world.tables().snapshots;
  const auto key = world.database().key_of(table);
  if (!key) throw Violation{"create_tables creates the snapshots' table", "there is none of its name"};
  for (auto item : world.database().scan(table)) {
    for (auto& [name, value] : item.items()) {
      if (name != key->hash && name != key->range) value = change(value);
    }
    world.database().put(table, item);
  }
}

void judge_damaged(assay::kit::CaseInfo info, const std::string& how, const std::function<Json(const Json& value)>& change) {
  judge_in_world(std::move(info), [&](World& world, Client& client) {
    plant(world.log(), long_order("order-1", 20, moment(0)));
    (void)value_of(client.snapshot("order-1"));
    damage(world, change);
    world.note("every attribute of the snapshot but its key becomes " + how);
    expect_order_is_its_log(world, client, "order-1");
    OrderScript script(world, client);
    script.play({"c1", "order-1", lab::AddLine{{"pen", 1, 250}}});
    const auto taken = client.snapshot("order-1");
    expect(value_of(taken) == 22, "a new snapshot takes the place of the damaged one", text_of("it is of version ", taken.value));
    world.clear_record();
    expect_order_is_its_log(world, client, "order-1");
    expect(events_read(world).events <= 2, "after that, load reads at most 2 events", text_of("it reads ", events_read(world).events));
  });
}

}  // namespace

TEST(DamagedSnapshots, OfGarbageAreNotUsed) {
  judge_damaged({"A snapshot that cannot be read is not used, and the order is rebuilt from its events", "README.md#snapshots"}, "garbage",
                [](const Json&) { return Json{{"S", "\x01garbage{"}}; });
}

TEST(DamagedSnapshots, WithoutContentAreNotUsed) {
  judge_damaged({"A snapshot that has lost its content is not used", "README.md#snapshots"}, "NULL",
                [](const Json&) { return Json{{"NULL", true}}; });
}

TEST(DamagedSnapshots, CutShortAreNotUsed) {
  judge_damaged({"A snapshot that is cut short is not used", "README.md#snapshots"}, "half of what it was", [](const Json& value) {
    Json cut = value;
    for (const char* type : {"S", "N", "B"}) {
      if (!cut.contains(type)) continue;
      const auto text = cut[type].get<std::string>();
      // Of base64, whole groups.
      const std::size_t half = type[0] == 'B' ? text.size() / 8 * 4 : text.size() / 2;
      cut[type] = type[0] == 'N' && half == 0 ? "0" : text.substr(0, half);
    }
    return cut;
  });
}

TEST(DamagedSnapshots, AheadOfTheLogAreNotUsed) {
  judge_in_world({"A snapshot of events that the log does not have is not used, as after a recovery to an earlier time", "README.md#snapshots"},
                 [](World& world, Client& client) {
                   plant(world.log(), long_order("order-1", 20, moment(0)));
                   (void)value_of(client.snapshot("order-1"));
                   world.log().remove_last("order-1", 8);
                   world.note("the last 8 events are taken out of the log");
                   expect_order_is_its_log(world, client, "order-1");
                   OrderScript script(world, client);
                   script.play({"c1", "order-1", lab::AddLine{{"pen", 5, 250}}});
                   expect_order_is_its_log(world, client, "order-1");
                   const auto taken = client.snapshot("order-1");
                   expect(value_of(taken) == 14, "a new snapshot is of version 14", text_of("it is of version ", taken.value));
                   expect_order_is_its_log(world, client, "order-1");
                 });
}

}  // namespace judge
