// Rows are deleted by the broker's report of delivery; written through one prepared batch.
// label: ob-role satisfied
// label: ob-same-transaction satisfied
// label: ob-marked-after-ack satisfied
// label: dl-role none
// label: id-role none
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

class Connection {
 public:
  virtual ~Connection() = default;
  virtual void execute(const char* statement, const std::vector<std::string>& values) = 0;
  virtual bool fetch(const char* statement, std::vector<std::vector<std::string>>& rows) = 0;
};

using Report = std::function<void(int error)>;
class Bus {
 public:
  virtual ~Bus() = default;
  virtual void produce(const std::string& key, const std::string& value, Report report) = 0;
};

class Meters {
 public:
  Meters(Connection& c, Bus& b) : c_(c), b_(b) {}

  void reading(const std::string& meter, double value) {
    in_transaction([&] {
      c_.execute("INSERT INTO readings (meter, value) VALUES (?, ?)", {meter, std::to_string(value)});
      c_.execute("INSERT INTO outgoing (id, doc) VALUES (NULL, ?)", {meter + " " + std::to_string(value)});
    });
  }

  void pump() {
    std::vector<std::vector<std::string>> rows;
    if (!c_.fetch("SELECT id, doc FROM outgoing ORDER BY id LIMIT 10", rows)) return;
    for (const auto& row : rows) {
      const auto id = row[0];
      b_.produce(id, row[1], [this, id](int error) {
        if (error == 0) c_.execute("DELETE FROM outgoing WHERE id = ?", {id});
      });
    }
  }

 private:
  template <typename Body>
  void in_transaction(Body body) {
    c_.execute("BEGIN", {});
    try {
      body();
    } catch (...) {
      c_.execute("ROLLBACK", {});
      throw;
    }
    c_.execute("COMMIT", {});
  }

  Connection& c_;
  Bus& b_;
};
// mutant ob-marked-after-ack violated: if (error == 0) c_.execute => (void)error; c_.execute
