// One pqxx transaction over both tables; the relay marks before it sends.
// label: ob-role satisfied
// label: ob-same-transaction satisfied
// label: ob-marked-after-ack violated
// label: dl-role none
// label: id-role none
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace pqxx {
class connection {};
class result {
 public:
  bool empty() const;
};
template <typename... T>
class rows {
 public:
  const std::tuple<T...>* begin() const;
  const std::tuple<T...>* end() const;
};
class work {
 public:
  explicit work(connection& c);
  ~work();
  template <typename... Args>
  result exec_params(std::string_view sql, Args&&... args);
  template <typename... T>
  rows<T...> query(std::string_view sql);
  void exec0(std::string_view sql);
  void commit();
};
}  // namespace pqxx

class Tickets {
 public:
  explicit Tickets(pqxx::connection& c) : c_(c) {}
  void close(long number, const std::string& by) {
    pqxx::work w{c_};
    w.exec_params("UPDATE tickets SET closed = true, closed_by = $2 WHERE number = $1", number, by);
    w.exec_params("INSERT INTO pending(topic, key, doc) VALUES('ticket.closed', $1, $2)", number, by);
    w.commit();
  }

 private:
  pqxx::connection& c_;
};

using SendFunction = std::function<bool(const std::string& topic, const std::string& doc)>;

unsigned send_pending(pqxx::connection& c, const SendFunction& send) {
  unsigned sent = 0;
  std::vector<std::pair<std::string, std::string>> batch;
  {
    pqxx::work w{c};
    for (const auto& [id, topic, doc] : w.query<long, std::string, std::string>("SELECT id, topic, doc FROM pending WHERE sent_at IS NULL LIMIT 20")) {
      batch.emplace_back(topic, doc);
      w.exec_params("UPDATE pending SET sent_at = now() WHERE id = $1", id);
    }
    w.commit();
  }
  for (const auto& [topic, doc] : batch)
    if (send(topic, doc)) ++sent;
  return sent;
}
// mutant ob-same-transaction violated: w.exec_params("INSERT INTO pending => w.commit(); w.exec_params("INSERT INTO pending
