#pragma once

#include <array>

#include "lab/dynamodb_errors.hpp"
#include "ledger/patience.hpp"

namespace ledger {

/// Asks so often for a table that was just created, `longest` apart.
inline constexpr int most_looks = 1000;

inline void ensure(const Session& session, const db::CreateTableRequest& table) {
  try {
    ask(session, [&](db::Client& client) { return client.create_table(table); });
  } catch (const db::ResourceInUse&) {
    return;  // someone was faster, or our own first attempt was
  }
}

[[nodiscard]] inline bool is_ready(const Session& session, const std::string& table) {
  try {
    return ask(session, [&](db::Client& client) { return client.describe_table(table); }).status == "ACTIVE";
  } catch (const db::ResourceNotFound&) {
    return false;  // not yet
  }
}

/// Creates those that are missing, and waits for all.
inline void ensure_tables(const Session& session, const lab::Tables& tables) {
  const std::array<db::CreateTableRequest, 3> all{{
      {tables.events, {"stream", db::KeyType::string}, db::KeyAttribute{"version", db::KeyType::number}, true},
      {tables.snapshots, {"subject", db::KeyType::string}, std::nullopt, false},
      {tables.projection, {"entry", db::KeyType::string}, std::nullopt, false},
  }};
  for (const auto& table : all) ensure(session, table);
  for (const auto& table : all) {
    for (int looks = 0; !is_ready(session, table.table_name); ++looks) {
      if (looks == most_looks) throw lab::Unavailable("a table is not made");
      session.sleeper->sleep_for(session.longest);
    }
  }
}

}  // namespace ledger
