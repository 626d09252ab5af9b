#pragma once

#include <condition_variable>
#include <mutex>

/// Bounds how many publishes to one destination are under way at once.
class Bulkhead {
 public:
  explicit Bulkhead(unsigned max_concurrent) : max_concurrent_(max_concurrent) {}

  /// One place, given back when it goes out of scope.
  class Place {
   public:
    explicit Place(Bulkhead& bulkhead) : bulkhead_(bulkhead) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();

   private:
    Bulkhead& bulkhead_;
  };

  /// Returns as soon as there is a place.
  [[nodiscard]] Place enter();

 private:
  void leave();

  const unsigned max_concurrent_;
  std::mutex mutex_;
  std::condition_variable left_;
  unsigned inside_ = 0;
};
