#include "evidence/sqlite.hpp"

#include <utility>

namespace assay::evidence {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

std::unexpected<core::Error> failure(sqlite3* database) {
  return fail(ErrorKind::infrastructure, sqlite3_errmsg(database));
}

}  // namespace

void Statement::bind(int index, std::string_view text) {
  const int status = sqlite3_bind_text64(statement_.get(), index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (status != SQLITE_OK) bind_status_ = status;
}

void Statement::bind(int index, std::uint64_t number) {
  const int status = sqlite3_bind_int64(statement_.get(), index, static_cast<sqlite3_int64>(number));
  if (status != SQLITE_OK) bind_status_ = status;
}

Result<bool> Statement::step() {
  if (bind_status_ != SQLITE_OK) return fail(ErrorKind::infrastructure, sqlite3_errstr(bind_status_));
  const int status = sqlite3_step(statement_.get());
  if (status == SQLITE_ROW) return true;
  if (status == SQLITE_DONE) return false;
  return failure(database_);
}

Result<void> Statement::run() {
  const auto stepped = step();
  if (!stepped) return std::unexpected(stepped.error());
  sqlite3_reset(statement_.get());  // its result is the step's, which was fine
  return {};
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::uint64_t Statement::number(int column) const {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

Result<Database> Database::open(const std::filesystem::path& file, int flags) {
  sqlite3* handle = nullptr;
  const int status = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  if (handle == nullptr) return fail(ErrorKind::infrastructure, sqlite3_errstr(status));
  Database database(handle);
  if (status != SQLITE_OK) return failure(handle);
  return database;
}

Result<void> Database::run(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failure(handle_.get());
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int status =
      sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (status != SQLITE_OK) return failure(handle_.get());
  return Statement(handle_.get(), statement);
}

Result<std::string> Database::ask(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  const auto row = statement->step();
  if (!row) return std::unexpected(row.error());
  return *row ? statement->text(0) : std::string{};
}

Result<Transaction> Transaction::begin(Database& database, Kind kind) {
  // A writer takes the lock at once: taking it later, after reading, could fail for good.
  const auto begun = database.run(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
  if (!begun) return std::unexpected(begun.error());
  return Transaction(database);
}

Transaction::~Transaction() {
  // A rollback fails only where SQLite has rolled back by itself already.
  if (database_ != nullptr) static_cast<void>(database_->run("ROLLBACK"));
}

Result<void> Transaction::commit() {
  auto committed = database_->run("COMMIT");
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace assay::evidence
