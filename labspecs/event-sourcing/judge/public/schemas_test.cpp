// Events of three generations in one log, and which changes of a schema may be made.
#include "support/case.hpp"

namespace judge {
namespace {

using lab::Compatibility;
using lab::FieldType;

lab::Event placed_v1() {
  return {"old-1", 1, "e1", "OrderPlaced", 1, R"({"customer":"ada","amount":1250})", moment(0)};
}
lab::Event placed_v2() {
  return {"old-2", 1, "e2", "OrderPlaced", 2, R"({"customer":"bob","amount":990,"currency":"CHF"})", moment(1)};
}

void expect_upcast(const Client& client, const lab::Event& event) {
  const auto wanted = upcast(event);
  const auto reply = client.upcast(event);
  lab::Event given = value_of(reply);
  const bool same = payload_of(given.payload) == payload_of(wanted.payload);
  if (same) given.payload = wanted.payload;
  expect(given == wanted, text_of(reply.call, " gives ", in_words(wanted)), in_words(reply.value));
}

void expect_added(const Client& client, const lab::Schema& schema, Compatibility compatibility, const lab::Registration& wanted) {
  const auto reply = client.add_schema(schema, compatibility);
  const auto& given = value_of(reply);
  expect(given.accepted == wanted.accepted && given.fields == wanted.fields, text_of(reply.call, " is ", in_words(wanted)), in_words(given));
}

}  // namespace

TEST(Upcast, BringsEachGenerationToTheCurrentOne) {
  judge_in_world({"upcast gives each event in the current version of its schema", "README.md#schemas"}, [](World&, Client& client) {
    expect_upcast(client, placed_v1());
    expect_upcast(client, placed_v2());
    expect_upcast(client, {"o", 2, "e3", "OrderPaid", 1, R"({"amount":1250})", moment(5)});
    for (const auto& event : long_order("o", 2, moment(0))) expect_upcast(client, event);
  });
}

TEST(Upcast, LoadsOrdersOfAllGenerations) {
  judge_in_world({"Orders whose events are of different generations are loaded, and go on", "README.md#schemas"},
                 [](World& world, Client& client) {
                   auto paid = lab::Event{"old-1", 2, "e3", "OrderPaid", 1, R"({"amount":1250})", moment(5)};
                   plant(world.log(), {placed_v1(), placed_v2(), paid});
                   expect_order_is_its_log(world, client, "old-1");
                   expect_order_is_its_log(world, client, "old-2");
                   const auto reply = client.handle({"c1", "old-2", lab::PayOrder{990}});
                   expect(value_of(reply).version == 2, reply.call + " is done, as version 2", in_words(reply.value));
                   expect_order_is_its_log(world, client, "old-2");
                 });
}

TEST(Upcast, NamesAnEventFromTheFuture) {
  judge_in_world({"An event of a type or version that is not known is an UnknownEvent that names it", "README.md#schemas"},
                 [](World& world, Client& client) {
                   auto log = long_order("order-1", 1, moment(0));
                   auto other = log;
                   log.push_back({"order-1", 3, "e3", "OrderPaid", 7, R"({"whatever":true})", moment(9)});
                   for (auto& event : other) event.stream = "order-2";
                   other.push_back({"order-2", 3, "e4", "OrderGiftWrapped", 1, R"({"paper":"red"})", moment(9)});
                   plant(world.log(), log);
                   plant(world.log(), other);
                   for (const auto& [order, type, version] : {std::tuple{"order-1", "OrderPaid", 7U}, {"order-2", "OrderGiftWrapped", 1U}}) {
                     const auto reply = client.order(order);
                     expect(reply.ending == Ending::unknown_event && reply.unknown.type == type && reply.unknown.schema_version == version,
                            text_of(reply.call, " throws UnknownEvent(\"", type, "\", ", version, ")"),
                            reply.returned() ? "it gave " + in_words(reply.value) : "it threw " + reply.text);
                   }
                   expect_events("load", log, value_of(client.load("order-1")));
                 });
}

TEST(Schemas, AreAddedInOrder) {
  judge_in_world({"A schema is the next version of its type, or is refused", "README.md#the-schema-registry"}, [](World&, Client& client) {
    const auto version = [](unsigned number) { return lab::Schema{"Paid", number, {{"amount", FieldType::integer}}}; };
    expect_added(client, version(2), Compatibility::none, {false, {}});
    expect_added(client, version(1), Compatibility::full, {true, {}});
    expect_added(client, version(1), Compatibility::none, {false, {}});
    expect_added(client, version(3), Compatibility::none, {false, {}});
    expect_added(client, version(2), Compatibility::full, {true, {}});
    expect_added(client, {"Shipped", 1, {}}, Compatibility::full, {true, {}});
  });
}

TEST(Schemas, MustReadWhatWasWritten) {
  judge_in_world({"BACKWARD: the new schema reads the data of the one before", "README.md#the-schema-registry"}, [](World&, Client& client) {
    expect_added(client, {"Paid", 1, {{"amount", FieldType::integer}, {"note", FieldType::text, true}}}, Compatibility::backward, {true, {}});
    expect_added(client, {"Paid", 2, {{"amount", FieldType::integer}, {"currency", FieldType::text}}}, Compatibility::backward, {false, {"currency"}});
    expect_added(client, {"Paid", 2, {{"amount", FieldType::integer}, {"note", FieldType::text}}}, Compatibility::backward, {false, {"note"}});
    expect_added(client, {"Paid", 2, {{"amount", FieldType::text}}}, Compatibility::backward, {false, {"amount"}});
    expect_added(client, {"Paid", 2, {{"amount", FieldType::number}, {"currency", FieldType::text, false, true}}}, Compatibility::backward, {true, {}});
    expect_added(client, {"Paid", 3, {{"amount", FieldType::integer}}}, Compatibility::backward, {false, {"amount"}});
    expect_added(client, {"Paid", 3, {}}, Compatibility::backward, {true, {}});
  });
}

TEST(Schemas, MustBeReadByWhatWasBefore) {
  judge_in_world({"FORWARD: the schema before reads the data of the new one", "README.md#the-schema-registry"}, [](World&, Client& client) {
    expect_added(client, {"Paid", 1, {{"amount", FieldType::number}, {"note", FieldType::text, true}}}, Compatibility::forward, {true, {}});
    expect_added(client, {"Paid", 2, {{"note", FieldType::text}}}, Compatibility::forward, {false, {"amount"}});
    expect_added(client, {"Paid", 2, {{"amount", FieldType::number, true}}}, Compatibility::forward, {false, {"amount"}});
    expect_added(client, {"Paid", 2, {{"amount", FieldType::integer}, {"currency", FieldType::text}}}, Compatibility::forward, {true, {}});
    expect_added(client, {"Paid", 3, {{"amount", FieldType::number}, {"currency", FieldType::text}}}, Compatibility::forward, {false, {"amount"}});
  });
}

TEST(Schemas, MustDoBothWhereBothIsAsked) {
  judge_in_world({"FULL: each of the two schemas reads the data of the other", "README.md#the-schema-registry"}, [](World&, Client& client) {
    expect_added(client, {"Paid", 1, {{"amount", FieldType::integer}, {"vat", FieldType::integer}}}, Compatibility::full, {true, {}});
    expect_added(client, {"Paid", 2, {{"amount", FieldType::number}, {"currency", FieldType::text}}}, Compatibility::full,
                 {false, {"amount", "currency", "vat"}});
    expect_added(client, {"Paid", 2, {{"amount", FieldType::text}, {"currency", FieldType::text}}}, Compatibility::none, {true, {}});
    expect_added(client, {"Paid", 3, {{"amount", FieldType::text}, {"currency", FieldType::text}, {"note", FieldType::bytes, true}}},
                 Compatibility::full, {true, {}});
  });
}

}  // namespace judge
