// The message's key goes into a table in the transaction of its work; old keys are deleted.
// label: id-role satisfied
// label: id-atomic satisfied
// label: id-eviction satisfied
// label: id-with-effect satisfied
// label: dl-role none
// label: ob-role none
#include <string>

struct sqlite3;
struct sqlite3_stmt;
extern "C" {
int sqlite3_exec(sqlite3*, const char* sql, int (*callback)(void*, int, char**, char**), void*, char** errmsg);
int sqlite3_prepare_v2(sqlite3*, const char* sql, int bytes, sqlite3_stmt**, const char** tail);
int sqlite3_bind_text(sqlite3_stmt*, int, const char*, int, void (*)(void*));
int sqlite3_bind_int64(sqlite3_stmt*, int, long long);
int sqlite3_step(sqlite3_stmt*);
int sqlite3_finalize(sqlite3_stmt*);
int sqlite3_changes(sqlite3*);
}
constexpr int SQLITE_OK = 0;
constexpr int SQLITE_DONE = 101;

struct Shipment {
  std::string message_id;
  long long article = 0;
  long long amount = 0;
};

class Warehouse {
 public:
  explicit Warehouse(sqlite3* db) : db_(db) {}

  bool receive(const Shipment& s) {
    if (sqlite3_exec(db_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) != SQLITE_OK) return false;
    if (!claim(s.message_id)) {
      sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
      return true;
    }
    if (!book(s)) {
      sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
      return false;
    }
    return sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK;
  }

  void tidy() {
    sqlite3_exec(db_, "DELETE FROM inbox WHERE at < strftime('%s','now') - 604800", nullptr, nullptr, nullptr);
  }

 private:
  bool claim(const std::string& id) {
    sqlite3_stmt* st = nullptr;
    sqlite3_prepare_v2(db_, "INSERT OR IGNORE INTO inbox(id, at) VALUES(?1, strftime('%s','now'))", -1, &st, nullptr);
    sqlite3_bind_text(st, 1, id.c_str(), -1, nullptr);
    const int rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE && sqlite3_changes(db_) == 1;
  }
  bool book(const Shipment& s) {
    sqlite3_stmt* st = nullptr;
    sqlite3_prepare_v2(db_, "UPDATE stock SET amount = amount + ?2 WHERE article = ?1", -1, &st, nullptr);
    sqlite3_bind_int64(st, 1, s.article);
    sqlite3_bind_int64(st, 2, s.amount);
    const int rc = sqlite3_step(st);
    sqlite3_finalize(st);
    return rc == SQLITE_DONE;
  }

  sqlite3* db_;
};
// mutant id-eviction violated: "DELETE FROM inbox WHERE at < strftime('%s','now') - 604800" => "ANALYZE"
