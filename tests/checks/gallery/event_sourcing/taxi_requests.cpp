// Requests are kept and handed to their handlers again; handlers ask the outside world.
// label: es-command-sourcing violated
// label: es-snapshot-tail none
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

struct OrderRide { std::string rider; double x, y; };
struct CancelRide { std::string rider; };
using Request = std::variant<OrderRide, CancelRide>;

using Router = std::function<double(double, double)>;

class Dispatcher {
 public:
  Dispatcher(Router router, std::vector<Request> journal) : router_(std::move(router)) {
    for (auto& request : journal) submit(std::move(request));
  }

  void submit(Request request) {
    journal_.push_back(request);
    std::visit([this](const auto& r) { handle(r); }, request);
  }

  std::size_t running() const { return rides_.size(); }
  const std::vector<Request>& journal() const { return journal_; }

 private:
  void handle(const OrderRide& request) {
    if (rides_.size() >= limit_ || rides_.contains(request.rider)) {
      ++refused_;
      return;
    }
    const double minutes = router_(request.x, request.y);
    if (minutes > 30) return;
    rides_[request.rider] = minutes;
  }

  void handle(const CancelRide& request) {
    if (rides_.erase(request.rider) == 0) ++refused_;
  }

  Router router_;
  std::vector<Request> journal_;
  std::map<std::string, double> rides_;
  std::size_t limit_ = 20;
  int refused_ = 0;
};

int main() {
  Dispatcher first([](double x, double y) { return std::hypot(x, y); }, {});
  first.submit(OrderRide{"ann", 3, 4});
  Dispatcher second([](double x, double y) { return x + y; }, first.journal());
  return static_cast<int>(second.running());
}
