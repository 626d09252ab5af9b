// Account and letter in one transaction of SQLite; a relay sends and then marks.
// label: ob-role satisfied
// label: ob-same-transaction satisfied
// label: ob-marked-after-ack satisfied
// label: dl-role none
// label: id-role none
#include <functional>
#include <string>
#include <vector>

struct sqlite3;
extern "C" int sqlite3_exec(sqlite3*, const char* sql, int (*callback)(void*, int, char**, char**), void*, char** errmsg);
constexpr int SQLITE_OK = 0;

class Publisher {
 public:
  virtual ~Publisher() = default;
  virtual bool publish(const std::string& topic, const std::string& body) = 0;
};

class Store {
 public:
  explicit Store(sqlite3* db) : db_(db) {}

  bool transfer(int from, int to, long cents) {
    if (!run("BEGIN")) return false;
    const auto amount = std::to_string(cents);
    const bool good =
        run("UPDATE account SET balance = balance - " + amount + " WHERE id = " + std::to_string(from)) &&
        run("UPDATE account SET balance = balance + " + amount + " WHERE id = " + std::to_string(to)) &&
        run("INSERT INTO letters(topic, body, sent) VALUES('transfers', '" + amount + "', 0)");
    return run(good ? "COMMIT" : "ROLLBACK") && good;
  }

  void relay(Publisher& publisher) {
    std::vector<std::vector<std::string>> rows;
    sqlite3_exec(db_, "SELECT id, topic, body FROM letters WHERE sent = 0 ORDER BY id", &Store::collect, &rows, nullptr);
    for (const auto& row : rows) {
      if (!publisher.publish(row[1], row[2])) break;
      run("UPDATE letters SET sent = 1 WHERE id = " + row[0]);
    }
  }

 private:
  static int collect(void* to, int n, char** values, char**) {
    auto& rows = *static_cast<std::vector<std::vector<std::string>>*>(to);
    rows.emplace_back(values, values + n);
    return 0;
  }
  bool run(const std::string& sql) { return sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK; }

  sqlite3* db_;
};
// mutant ob-marked-after-ack violated: if (!publisher.publish(row[1], row[2])) break; => publisher.publish(row[1], row[2]);
// mutant ob-same-transaction violated: run("INSERT INTO letters(topic, body, sent) VALUES('transfers', '" + amount + "', 0)"); => true; if (good) { run("COMMIT"); return run("INSERT INTO letters(topic, body, sent) VALUES('transfers', '" + amount + "', 0)"); }
