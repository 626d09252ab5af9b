// The dead letters go to another topic of the broker, with the error in a header.
// label: dl-role satisfied
// label: dl-after-bound satisfied
// label: dl-keeps-payload satisfied
// label: dl-redrive none
// label: dl-no-silent-loss satisfied
// label: id-role none
// label: ob-role none
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>

struct Record {
  std::string topic;
  std::string key;
  std::string value;
  std::map<std::string, std::string> headers;
};

class Consumer {
 public:
  virtual ~Consumer() = default;
  virtual std::optional<Record> poll(std::chrono::milliseconds wait) = 0;
  virtual void commit(const Record& record) = 0;
};

class Producer {
 public:
  virtual ~Producer() = default;
  virtual void produce(const Record& record) = 0;
};

class PaymentHandler {
 public:
  virtual ~PaymentHandler() = default;
  virtual void handle(const Record& record) = 0;
};

class PaymentLoop {
 public:
  PaymentLoop(Consumer& c, Producer& p, PaymentHandler& h, std::string errorTopic)
      : c_(c), p_(p), h_(h), errorTopic_(std::move(errorTopic)) {}

  void run(const bool& stop) {
    while (!stop) {
      auto record = c_.poll(std::chrono::milliseconds(100));
      if (!record) continue;
      one(*record);
      c_.commit(*record);
    }
  }

 private:
  void one(const Record& record) {
    constexpr int kAttempts = 4;
    std::string lastError;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      try {
        h_.handle(record);
        return;
      } catch (const std::exception& e) {
        lastError = e.what();
        std::this_thread::sleep_for(std::chrono::milliseconds(50 << attempt));
      }
    }
    Record dead = record;
    dead.topic = errorTopic_;
    dead.headers["x-error"] = lastError;
    dead.headers["x-origin"] = record.topic;
    p_.produce(dead);
  }

  Consumer& c_;
  Producer& p_;
  PaymentHandler& h_;
  std::string errorTopic_;
};
// mutant dl-no-silent-loss violated: p_.produce(dead); => if (lastError != "timeout") p_.produce(dead);
// mutant dl-keeps-payload violated: dead.headers["x-error"] = lastError; =>
// mutant dl-keeps-payload violated: Record dead = record; => Record dead;
// mutant dl-after-bound violated: attempt < kAttempts => attempt < 1
