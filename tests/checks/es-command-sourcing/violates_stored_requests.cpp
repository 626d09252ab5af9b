// expect: es-command-sourcing violated
#include <stdexcept>
#include <vector>

struct Transfer { long cents; };

class Bank {
 public:
  explicit Bank(const std::vector<Transfer>& stored) : stored_(stored) {
    for (const auto& transfer : stored_) execute(transfer);
  }
  void submit(const Transfer& transfer) {
    stored_.push_back(transfer);  // expect: es-command-sourcing violated
    execute(transfer);
  }

 private:
  void execute(const Transfer& transfer) {
    if (transfer.cents > balance_) throw std::logic_error("not enough");
    balance_ -= transfer.cents;
  }
  std::vector<Transfer> stored_;
  long balance_ = 100;
};
