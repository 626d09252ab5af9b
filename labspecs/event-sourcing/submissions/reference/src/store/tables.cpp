#include "store/tables.hpp"

#include "lab/errors.hpp"

namespace store {
namespace {

namespace db = lab::dynamodb;

constexpr int most_polls = 1000;

void create_if_missing(db::Client& client, const db::CreateTableRequest& request) {
  try {
    client.create_table(request);
  } catch (const db::ResourceInUse&) {
    // It is there, or another process is just creating it, or our own first attempt has.
  }
}

bool is_active(db::Client& client, const std::string& table) {
  try {
    return client.describe_table(table).status == "ACTIVE";
  } catch (const db::ResourceNotFound&) {
    return false;  // a table may be described only some time after it was created
  }
}

void wait_until_active(db::Client& client, lab::Sleeper& sleeper, const std::string& table, lab::Duration poll) {
  for (int polls = 0; !is_active(client, table); ++polls) {
    if (polls == most_polls) throw lab::Unavailable("the table " + table + " does not become active");
    sleeper.sleep_for(poll);
  }
}

}  // namespace

void create_missing_tables(db::Client& client, lab::Sleeper& sleeper, const lab::Tables& tables, lab::Duration poll) {
  create_if_missing(client, {tables.events, {"stream", db::KeyType::string}, db::KeyAttribute{"version", db::KeyType::number}, true});
  create_if_missing(client, {tables.snapshots, {"order", db::KeyType::string}, std::nullopt, false});
  create_if_missing(client, {tables.projection, {"key", db::KeyType::string}, std::nullopt, false});
  for (const auto& table : {tables.events, tables.snapshots, tables.projection}) {
    wait_until_active(client, sleeper, table, poll);
  }
}

}  // namespace store
