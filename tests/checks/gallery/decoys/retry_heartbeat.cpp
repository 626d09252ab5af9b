// A heartbeat: sent every so often, whether the last one was heard or not.
// label: rt-role none
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

class Peer {
 public:
  virtual ~Peer() = default;
  virtual bool ping(int sequence) = 0;
};

class Heartbeat {
 public:
  explicit Heartbeat(Peer& peer) : peer_(peer), thread_([this] { run(); }) {}
  ~Heartbeat() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  bool alive() const { return missed_ < 3; }

 private:
  void run() {
    int sequence = 0;
    std::unique_lock<std::mutex> lock(mutex_);
    while (!stop_) {
      if (peer_.ping(sequence++)) {
        missed_ = 0;
      } else {
        ++missed_;
      }
      wake_.wait_for(lock, std::chrono::seconds(1), [this] { return stop_; });
    }
  }

  Peer& peer_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  int missed_ = 0;
  std::thread thread_;
};
