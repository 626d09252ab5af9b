// A shopping basket of lines whose total is worked out by a loop: ordinary state.
// label: es-role none
// label: es-immutable-events none
// label: es-append-only none
// label: es-expected-version none
// label: es-writes-in-apply none
// label: es-apply-pure none
// label: es-replay-same-apply none
// label: es-snapshot-tail none
// label: es-versioned-events none
// label: es-decide-apart none
// label: es-command-sourcing none
// label: es-unknown-events none
// label: cq-queries-do-not-write none
// label: cq-commands-return-nothing none
#include <memory>
#include <string>
#include <vector>

struct Line {
  std::string article;
  int count;
  double price;
};

class Discount {
 public:
  virtual ~Discount() = default;
  virtual double apply(double total) const = 0;
};
class Percent : public Discount {
 public:
  double apply(double total) const override { return total * 0.9; }
};

class Basket {
 public:
  void add(Line line) {
    lines_.push_back(std::move(line));
    refresh();
  }
  void remove(std::size_t i) {
    lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(i));
    refresh();
  }
  void add_discount(std::unique_ptr<Discount> d) { discounts_.push_back(std::move(d)); }
  double total() const {
    double result = total_;
    for (const auto& d : discounts_) result = d->apply(result);
    return result;
  }

 private:
  void refresh() {
    total_ = 0;
    for (const auto& line : lines_) account(line);
  }
  void account(const Line& line) { total_ += line.count * line.price; }

  std::vector<Line> lines_;
  std::vector<std::unique_ptr<Discount>> discounts_;
  double total_ = 0;
};

int main() {
  Basket basket;
  basket.add({"tea", 2, 3.5});
  basket.add_discount(std::make_unique<Percent>());
  return static_cast<int>(basket.total());
}
