// There is an outbox, but the cancellation goes around it, straight to the broker.
// label: ob-role satisfied
// label: ob-same-transaction violated
// label: ob-marked-after-ack satisfied
// label: dl-role none
// label: id-role none
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

struct Session {
  virtual ~Session() = default;
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void rollback() = 0;
  virtual void run(const std::string& sql) = 0;
  virtual std::vector<std::vector<std::string>> rows(const std::string& sql) = 0;
};
struct Exchange {
  virtual ~Exchange() = default;
  virtual bool push(const std::string& route, const std::string& message) = 0;
};

class Flights {
 public:
  Flights(Session& s, Exchange& x) : s_(s), x_(x) {}

  void delay(const std::string& flight, int minutes) {
    s_.begin();
    try {
      s_.run("UPDATE flights SET delay = " + std::to_string(minutes) + " WHERE code = '" + flight + "'");
      s_.run("INSERT INTO news (route, message) VALUES ('delays', '" + flight + "')");
      s_.commit();
    } catch (const std::exception&) {
      s_.rollback();
      throw;
    }
  }

  void cancel(const std::string& flight) {
    s_.begin();
    s_.run("UPDATE flights SET cancelled = 1 WHERE code = '" + flight + "'");
    s_.commit();
    x_.push("cancellations", flight);
  }

  void spread() {
    for (const auto& row : s_.rows("SELECT id, route, message FROM news WHERE done = 0"))
      if (x_.push(row.at(1), row.at(2))) s_.run("UPDATE news SET done = 1 WHERE id = " + row.at(0));
  }

 private:
  Session& s_;
  Exchange& x_;
};
