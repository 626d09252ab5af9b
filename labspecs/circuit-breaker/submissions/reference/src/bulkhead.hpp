#pragma once

#include <mutex>

/// Bounds how many publishes to one destination are under way at once.
class Bulkhead {
 public:
  explicit Bulkhead(unsigned max_concurrent) : max_concurrent_(max_concurrent) {}

  /// One place, given back when it goes out of scope; none if the bulkhead was full.
  class Place {
   public:
    explicit Place(Bulkhead* bulkhead) : bulkhead_(bulkhead) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();
    explicit operator bool() const { return bulkhead_ != nullptr; }

   private:
    Bulkhead* bulkhead_;
  };

  [[nodiscard]] Place try_enter();

 private:
  void leave();

  const unsigned max_concurrent_;
  std::mutex mutex_;
  unsigned inside_ = 0;
};
