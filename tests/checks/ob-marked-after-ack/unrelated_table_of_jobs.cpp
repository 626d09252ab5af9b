// expect: ob-marked-after-ack inconclusive
#include <string>
#include <vector>

class Database {
 public:
  virtual ~Database() = default;
  virtual void exec(const std::string& sql) = 0;
  virtual std::vector<std::vector<std::string>> rows(const std::string& sql) = 0;
};
class Broker {
 public:
  virtual ~Broker() = default;
  virtual bool publish(const std::string& text) = 0;
};

// Rows that are worked off, without any state that they tell of.
class Jobs {
 public:
  Jobs(Database& db, Broker& broker) : db_(db), broker_(broker) {}
  void add(const std::string& text) { db_.exec("INSERT INTO jobs(text) VALUES('" + text + "')"); }
  void run() {
    for (const auto& row : db_.rows("SELECT id, text FROM jobs"))
      if (broker_.publish(row[1])) db_.exec("DELETE FROM jobs WHERE id = " + row[0]);
  }

 private:
  Database& db_;
  Broker& broker_;
};
