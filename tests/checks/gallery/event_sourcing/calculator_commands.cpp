// Command sourcing: requests are stored, and loading runs them through their handlers again.
// label: es-command-sourcing violated
// label: es-snapshot-tail none
// label: es-versioned-events none
#include <iostream>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

struct Transfer { std::string to; long amount; };

class Mailer {
 public:
  virtual ~Mailer() = default;
  virtual void send(const std::string& to, const std::string& text) = 0;
};

class Bank {
 public:
  Bank(Mailer& mailer, const std::vector<Transfer>& stored) : mailer_(mailer), stored_(stored) {
    for (const auto& transfer : stored_) execute(transfer);
  }

  void request(const Transfer& transfer) {
    stored_.push_back(transfer);
    execute(transfer);
  }

  long balance() const { return balance_; }

 private:
  void execute(const Transfer& transfer) {
    if (transfer.amount <= 0) throw std::invalid_argument("amount");
    if (transfer.amount > balance_) {
      mailer_.send(transfer.to, "the transfer was refused");
      return;
    }
    const long fee = std::random_device{}() % 2;
    balance_ -= transfer.amount + fee;
    mailer_.send(transfer.to, "money is coming");
  }

  Mailer& mailer_;
  std::vector<Transfer> stored_;
  long balance_ = 1000;
};

class Console : public Mailer {
 public:
  void send(const std::string& to, const std::string& text) override { std::cout << to << ": " << text << '\n'; }
};

int main() {
  Console console;
  Bank bank(console, {{"Eve", 10}});
  bank.request({"Bob", 30});
  return static_cast<int>(bank.balance());
}
