// expect: ob-role satisfied
// expect: ob-same-transaction satisfied
// expect: ob-marked-after-ack satisfied
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

class Orders {
 public:
  Orders(Database& db, Broker& broker) : db_(db), broker_(broker) {}
  void pay(const std::string& id) {
    db_.exec("BEGIN");
    db_.exec("UPDATE orders SET paid = 1 WHERE id = " + id);
    db_.exec("INSERT INTO mails(text, sent) VALUES('paid " + id + "', 0)");
    db_.exec("COMMIT");
  }
  void relay() {
    for (const auto& row : db_.rows("SELECT id, text FROM mails WHERE sent = 0")) {
      if (!broker_.publish(row[1])) return;
      db_.exec("UPDATE mails SET sent = 1 WHERE id = " + row[0]);
    }
  }

 private:
  Database& db_;
  Broker& broker_;
};
