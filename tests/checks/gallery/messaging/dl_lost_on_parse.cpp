// A message that cannot be read is acknowledged and forgotten; others are set aside.
// label: dl-role satisfied
// label: dl-after-bound satisfied
// label: dl-keeps-payload satisfied
// label: dl-redrive none
// label: dl-no-silent-loss violated
// label: id-role none
// label: ob-role none
#include <charconv>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace amqp {
struct Delivery {
  std::uint64_t tag;
  std::string body;
  int redelivered_count;
};
class Channel {
 public:
  virtual ~Channel() = default;
  virtual bool get(Delivery& out) = 0;
  virtual void ack(std::uint64_t tag) = 0;
  virtual void nack(std::uint64_t tag, bool requeue) = 0;
  virtual void publish(const std::string& exchange, const std::string& body, const std::string& note) = 0;
};
}  // namespace amqp

class StockService {
 public:
  virtual ~StockService() = default;
  virtual void reserve(int article, int amount) = 0;
};

class Reserver {
 public:
  Reserver(std::shared_ptr<amqp::Channel> ch, StockService* stock) : ch_(std::move(ch)), stock_(stock) {}

  void pump() {
    amqp::Delivery d;
    while (ch_->get(d)) handle(d);
  }

 private:
  static bool parse(std::string_view s, int& article, int& amount) {
    const auto comma = s.find(',');
    if (comma == std::string_view::npos) return false;
    const auto a = std::from_chars(s.data(), s.data() + comma, article);
    const auto b = std::from_chars(s.data() + comma + 1, s.data() + s.size(), amount);
    return a.ec == std::errc{} && b.ec == std::errc{};
  }

  void handle(const amqp::Delivery& d) {
    int article = 0, amount = 0;
    if (!parse(d.body, article, amount)) {
      ch_->ack(d.tag);
      return;
    }
    try {
      stock_->reserve(article, amount);
      ch_->ack(d.tag);
    } catch (const std::runtime_error& err) {
      if (d.redelivered_count < 3) {
        ch_->nack(d.tag, true);
        return;
      }
      ch_->publish("stock.failed", d.body, err.what());
      ch_->ack(d.tag);
    }
  }

  std::shared_ptr<amqp::Channel> ch_;
  StockService* stock_;
};
// mutant dl-keeps-payload violated: ch_->publish("stock.failed", d.body, err.what()); => ch_->publish("stock.failed", std::to_string(d.tag), err.what());
