// The real engine with fresh tables, and a proxy before it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "dynamodb/database.hpp"
#include "dynamodb/events_table.hpp"
#include "dynamodb/proxy.hpp"
#include "kit/dynamodb_client.hpp"
#include "support/dynamodb_engine.hpp"

namespace assay::kit::dynamodb {

using test::DynamoDbClient;
using test::End;
using test::Got;

class DynamoDbTest : public testing::Test {
 protected:
  DynamoDbTest() : database(engine()) {
    database.delete_all_tables();
    database.create_table("events", EventsTable::key());
    database.create_table("snapshots", {.hash = "stream"});
    start({});
  }

  static Engine& engine() { return assay::test::DynamoDbEngine::running().engine(); }

  void start(ProxyOptions options) {
    proxy.reset();
    test::Listener listener;
    port = listener.port();
    proxy = std::make_unique<Proxy>(listener.take(), engine(), std::move(options));
  }

  [[nodiscard]] DynamoDbClient client(const std::string& tag = "client-1") const { return DynamoDbClient(port, tag); }

  /// Each request meets this.
  void always(const Fault& fault) {
    proxy->set_policy([fault](const Request&) { return Decision{fault}; });
  }

  [[nodiscard]] Exchange last() const { return proxy->record().back(); }

  static Json key(const std::string& stream, int version) {
    return {{"stream", {{"S", stream}}}, {"version", {{"N", std::to_string(version)}}}};
  }
  static Json put(const std::string& stream, int version, const std::string& type = "placed") {
    Json item = key(stream, version);
    item["type"] = {{"S", type}};
    return {{"TableName", "events"}, {"Item", item}, {"ConditionExpression", "attribute_not_exists(version)"}};
  }
  static Json get(const std::string& stream, int version) { return {{"TableName", "events"}, {"Key", key(stream, version)}}; }
  static Json query(const std::string& stream) {
    return {{"TableName", "events"},
            {"KeyConditionExpression", "#s = :s"},
            {"ExpressionAttributeNames", {{"#s", "stream"}}},
            {"ExpressionAttributeValues", {{":s", {{"S", stream}}}}}};
  }
  static Json snapshot(const std::string& stream, int version) {
    return {{"TableName", "snapshots"},
            {"Item", {{"stream", {{"S", stream}}}, {"version", {{"N", std::to_string(version)}}}}}};
  }
  static Json get_snapshot(const std::string& stream) {
    return {{"TableName", "snapshots"}, {"Key", {{"stream", {{"S", stream}}}}}};
  }

  Database database;
  std::unique_ptr<Proxy> proxy;
  std::uint16_t port = 0;
};

}  // namespace assay::kit::dynamodb
