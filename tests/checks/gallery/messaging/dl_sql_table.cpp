// A table of jobs; those that failed too often are moved to another table in one go.
// label: dl-role satisfied
// label: dl-after-bound satisfied
// label: dl-keeps-payload satisfied
// label: dl-redrive satisfied
// label: dl-no-silent-loss satisfied
// label: id-role none
// label: ob-role none
#include <functional>
#include <string>
#include <vector>

struct Row {
  long id;
  std::string body;
  int attempts;
};

class Database {
 public:
  virtual ~Database() = default;
  virtual std::vector<Row> query(const std::string& sql) = 0;
  virtual void exec(const std::string& sql, const std::vector<std::string>& args) = 0;
};

class JobRunner {
 public:
  JobRunner(Database& db, std::function<bool(const std::string&, std::string&)> work) : db_(db), work_(work) {}

  void tick() {
    for (const Row& row : db_.query("SELECT id, body, attempts FROM jobs WHERE due <= now() ORDER BY id LIMIT 50")) {
      std::string error;
      if (work_(row.body, error)) {
        db_.exec("DELETE FROM jobs WHERE id = ?", {std::to_string(row.id)});
      } else if (row.attempts + 1 < kMax) {
        db_.exec("UPDATE jobs SET attempts = attempts + 1, due = now() + 30 WHERE id = ?", {std::to_string(row.id)});
      } else {
        bury(row, error);
      }
    }
  }

  void revive(long id) {
    db_.exec("INSERT INTO jobs (body, attempts) SELECT body, 0 FROM jobs_failed WHERE id = ?", {std::to_string(id)});
    db_.exec("DELETE FROM jobs_failed WHERE id = ?", {std::to_string(id)});
  }

 private:
  static const int kMax = 6;

  void bury(const Row& row, const std::string& error) {
    db_.exec("INSERT INTO jobs_failed (id, body, error) VALUES (?, ?, ?)", {std::to_string(row.id), row.body, error});
    db_.exec("DELETE FROM jobs WHERE id = ?", {std::to_string(row.id)});
  }

  Database& db_;
  std::function<bool(const std::string&, std::string&)> work_;
};
// mutant dl-keeps-payload violated: {std::to_string(row.id), row.body, error} => {std::to_string(row.id), "", error}
// mutant dl-no-silent-loss violated: bury(row, error); => if (!error.empty()) bury(row, error); else db_.exec("DELETE FROM jobs WHERE id = ?", {std::to_string(row.id)});
