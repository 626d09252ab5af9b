// The judge's own way to the engine.
#include <atomic>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>

#include "judge/subject.hpp"
#include "kit/dynamodb_fixture.hpp"
#include "service/service.hpp"

namespace assay::kit::dynamodb {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

using DynamoDbEngineTest = DynamoDbTest;

std::vector<StoredEvent> some_events(const std::string& stream, std::uint64_t count) {
  std::vector<StoredEvent> events;
  for (std::uint64_t version = 1; version <= count; ++version) {
    events.push_back({stream, version, stream + std::to_string(version), "placed", 2, std::string("\0\xff'\"{}", 6),
                      1'700'000'000'000});
  }
  return events;
}

TEST_F(DynamoDbEngineTest, UsesASocketAgainAfterTheEngineHasClosedIt) {
  test::Listener impolite;
  std::jthread server([&] {
    for (int i = 0; i < 3; ++i) {
      auto peer = impolite.accept();
      peer.receive(40);
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    }
  });
  util::Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  Engine engine({socket.get()}, impolite.port());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(engine.call("ListTables", "{}").body, "{}");
    std::this_thread::sleep_for(20ms);
  }
}

TEST_F(DynamoDbEngineTest, LeavesTheSocketsUnconnectedToTheirOwner) {
  util::Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  for (int i = 0; i < 2; ++i) {
    Engine again({socket.get()}, assay::test::DynamoDbEngine::running().port());
    EXPECT_TRUE(again.call("ListTables", "{}").ok());
  }
  sockaddr_in peer{};
  socklen_t size = sizeof peer;
  EXPECT_NE(::getpeername(socket.get(), reinterpret_cast<sockaddr*>(&peer), &size), 0);
}

TEST(DynamoDbService, IsReachedBySocketsThatWereMadeInItsBox) {
  auto started = service::Service::start({.id = "dynamodb", .kind = core::ServiceKind::dynamodb_local});
  ASSERT_TRUE(started) << started.error().message;
  ASSERT_TRUE(started->await({}));
  const auto reached = started->reach();
  ASSERT_TRUE(reached) << reached.error().message;
  for (int judge = 0; judge < 2; ++judge) {
    Engine engine(reached->sockets, reached->port);
    Database database(engine);
    database.delete_all_tables();
    database.create_table("events", EventsTable::key());
    EventsTable(database).write(some_events("a", 200));
    EXPECT_EQ(EventsTable(database).read("a").size(), 200U);
  }
}

TEST_F(DynamoDbEngineTest, ServesMoreThreadsThanItHasConnections) {
  auto few = Engine::on_loopback(assay::test::DynamoDbEngine::running().port(), 2);
  std::atomic<int> answered = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        for (int call = 0; call < 10; ++call) answered += few.call("ListTables", "{}").ok() ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(answered, 80);
}

TEST_F(DynamoDbEngineTest, TakesAnEngineThatIsNotThereForTheJudgesFault) {
  test::Listener deaf{test::Listener::deaf};
  auto engine = Engine::on_loopback(deaf.port(), 1);
  EXPECT_THROW((void)engine.call("ListTables", "{}"), JudgeFault);
  EXPECT_THROW(engine.wait_ready(50ms), JudgeFault);
}

TEST_F(DynamoDbEngineTest, SaysTheTypeOfAnError) {
  const auto answer = engine().call("GetItem", Json{{"TableName", "nowhere"}, {"Key", Json::object()}}.dump());
  EXPECT_EQ(answer.status, 400U);
  EXPECT_EQ(answer.error, "ResourceNotFoundException");
}

TEST_F(DynamoDbEngineTest, SpeaksToTheStreamsOfATable) {
  Json request = {{"TableName", "streamed"},
                  {"BillingMode", "PAY_PER_REQUEST"},
                  {"AttributeDefinitions", {{{"AttributeName", "id"}, {"AttributeType", "S"}}}},
                  {"KeySchema", {{{"AttributeName", "id"}, {"KeyType", "HASH"}}}},
                  {"StreamSpecification", {{"StreamEnabled", true}, {"StreamViewType", "NEW_IMAGE"}}}};
  database.create_table(request);
  EXPECT_EQ(database.call("ListStreams", {{"TableName", "streamed"}}).at("Streams").size(), 1U);
}

TEST_F(DynamoDbEngineTest, ReadsBackAWholeLogByteForByte) {
  EventsTable table(database);
  auto events = some_events("a", 3);
  auto others = some_events("b", 2);
  table.write(others);
  table.write(events);
  const auto contents = table.read();
  EXPECT_THAT(contents.problems, testing::IsEmpty());
  EXPECT_EQ(contents.log, (Log{{"a", events}, {"b", others}}));
  EXPECT_EQ(table.read("a"), events);
}

TEST_F(DynamoDbEngineTest, SeedsAndReadsTenThousandEvents) {
  EventsTable table(database);
  const auto events = some_events("long", 10'000);
  table.write(events);
  EXPECT_EQ(table.read("long"), events);
  EXPECT_EQ(table.read().log.at("long").size(), 10'000U);
}

TEST_F(DynamoDbEngineTest, RemovesTheLastEventsOfAStream) {
  EventsTable table(database);
  table.write(some_events("a", 30));
  table.remove_last("a", 28);
  EXPECT_EQ(table.read("a"), some_events("a", 2));
  table.remove_last("a", 5);
  EXPECT_TRUE(table.read("a").empty());
}

TEST_F(DynamoDbEngineTest, NamesWhatIsNotAsPrescribedInAnItem) {
  Json item = to_item({"a", 1, "id", "placed", 1, "x", 5});
  item.erase("payload");
  database.put("events", item);
  item = to_item({"a", 2, "id", "placed", 1, "x", 5});
  item["recorded_at"] = {{"N", "1.5"}};
  database.put("events", item);
  EXPECT_THAT(EventsTable(database).read().problems,
              ElementsAre("stream a, version 1: payload is missing",
                          "stream a, version 2: recorded_at is no whole number that can be one"));
}

TEST_F(DynamoDbEngineTest, OverwritesAndDeletesItemsOfAnyTable) {
  const Json key = {{"stream", {{"S", "a"}}}};
  Json item = key;
  item["state"] = {{"S", "corrupt"}};
  database.put("snapshots", item);
  EXPECT_EQ(database.get("snapshots", key), item);
  database.remove("snapshots", key);
  EXPECT_EQ(database.get("snapshots", key), std::nullopt);
}

TEST_F(DynamoDbEngineTest, KnowsTheKeyOfATable) {
  EXPECT_EQ(database.key_of("events"), EventsTable::key());
  EXPECT_EQ(database.key_of("nowhere"), std::nullopt);
  EXPECT_THAT(database.tables(), ElementsAre("events", "snapshots"));
}

TEST_F(DynamoDbEngineTest, TakesARefusalForTheJudgesFault) {
  try {
    database.put("nowhere", {{"a", {{"S", "b"}}}});
    ADD_FAILURE() << "nothing was thrown";
  } catch (const JudgeFault& fault) {
    EXPECT_THAT(fault.what(), HasSubstr("ResourceNotFoundException"));
  }
  EXPECT_THROW(database.put_all("nowhere", std::vector<Json>(60, Json{{"a", {{"S", "b"}}}})), JudgeFault);
}

}  // namespace
}  // namespace assay::kit::dynamodb
