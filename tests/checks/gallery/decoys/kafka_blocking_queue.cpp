// label: kf-role none
// label: kf-no-producer-per-request none
// label: kf-queue-full none
// label: kf-key-set none
// Producer and consumer threads over a bounded queue in one process.
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <queue>
#include <string>
#include <thread>

template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}
  bool produce(T value) {
    std::unique_lock lock(mutex_);
    if (items_.size() == capacity_) return false;
    items_.push(std::move(value));
    available_.notify_one();
    return true;
  }
  T consume() {
    std::unique_lock lock(mutex_);
    available_.wait(lock, [this] { return !items_.empty(); });
    T value = std::move(items_.front());
    items_.pop();
    return value;
  }

 private:
  std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable available_;
  std::queue<T> items_;
};

class Producer {
 public:
  explicit Producer(BoundedQueue<std::string>& queue) : queue_(queue) {}
  void produce(const std::string& topic, const std::string& payload) {
    while (!queue_.produce(topic + ":" + payload)) std::this_thread::yield();
  }
  void flush() {}

 private:
  BoundedQueue<std::string>& queue_;
};

int main() {
  BoundedQueue<std::string> queue(8);
  std::jthread consumer([&] {
    for (int i = 0; i < 32; ++i) std::cout << queue.consume() << '\n';
  });
  for (int i = 0; i < 32; ++i) {
    Producer producer(queue);
    producer.produce("numbers", std::to_string(i));
  }
}
