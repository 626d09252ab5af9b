// Transactions of a database without any message.
// label: dl-role none
// label: id-role none
// label: ob-role none
#include <string>
#include <vector>

class Database {
 public:
  virtual ~Database() = default;
  virtual void exec(const std::string& sql) = 0;
  virtual std::vector<std::string> select(const std::string& sql) = 0;
};

class Invoices {
 public:
  explicit Invoices(Database& db) : db_(db) {}
  void pay(int number, long cents) {
    db_.exec("BEGIN");
    try {
      db_.exec("UPDATE invoices SET paid = paid + " + std::to_string(cents) + " WHERE number = " + std::to_string(number));
      db_.exec("INSERT INTO payments(number, cents) VALUES(" + std::to_string(number) + "," + std::to_string(cents) + ")");
      db_.exec("COMMIT");
    } catch (...) {
      db_.exec("ROLLBACK");
      throw;
    }
  }
  std::vector<std::string> open() { return db_.select("SELECT number FROM invoices WHERE paid < total"); }
  void archive() {
    for (const auto& n : open()) db_.exec("UPDATE invoices SET reminded = 1 WHERE number = " + n);
  }

 private:
  Database& db_;
};
