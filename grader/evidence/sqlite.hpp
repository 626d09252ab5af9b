// A thin, checked layer over SQLite's C interface; nothing outside this folder sees it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <sqlite3.h>

#include "core/error.hpp"

namespace assay::evidence {

class Database;

/// A prepared statement. Text is bound by copy; columns are read after `step` gave true.
class Statement {
 public:
  void bind(int index, std::string_view text);
  void bind(int index, std::uint64_t number);
  /// True: a row is there. False: there are no more. A statement is not used after an error.
  [[nodiscard]] core::Result<bool> step();
  /// Runs a statement that gives no rows, and makes it ready to be bound again.
  [[nodiscard]] core::Result<void> run();
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::uint64_t number(int column) const;

 private:
  friend class Database;
  Statement(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement, sqlite3_finalize) {}
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement_;
  int bind_status_ = SQLITE_OK;
};

class Database {
 public:
  [[nodiscard]] static core::Result<Database> open(const std::filesystem::path& file, int flags);
  /// One or more statements without parameters.
  [[nodiscard]] core::Result<void> run(const std::string& sql);
  [[nodiscard]] core::Result<Statement> prepare(std::string_view sql);
  /// The first column of the first row.
  [[nodiscard]] core::Result<std::string> ask(std::string_view sql);
  /// Whether the last call failed because another connection holds a lock.
  [[nodiscard]] bool is_busy() const { return (sqlite3_errcode(handle_.get()) & 0xFF) == SQLITE_BUSY; }

 private:
  explicit Database(sqlite3* handle) : handle_(handle, sqlite3_close_v2) {}
  std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)> handle_;
};

/// Begins a transaction, and rolls it back unless it was committed.
class Transaction {
 public:
  enum class Kind { read, write };
  [[nodiscard]] static core::Result<Transaction> begin(Database& database, Kind kind);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  [[nodiscard]] core::Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace assay::evidence
