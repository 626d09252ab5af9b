#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

#include "ledger/patience.hpp"

namespace ledger {

/// The items of a query or scan as an input range, page after page: the next page is fetched when someone wants it.
class Items {
 public:
  /// The page behind a key; behind none, the first.
  using Fetch = std::function<db::Page(std::optional<db::Item> behind)>;

  explicit Items(Fetch fetch) : fetch_(std::move(fetch)) {}

  class Iterator {
   public:
    using value_type = db::Item;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    Iterator() = default;
    explicit Iterator(Items* items) : items_(items) {}
    const db::Item& operator*() const { return items_->page_.items[items_->at_]; }
    Iterator& operator++() {
      ++items_->at_;
      items_->turn_pages();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return items_->is_read(); }

   private:
    Items* items_ = nullptr;
  };

  Iterator begin() {
    page_ = fetch_(std::nullopt);
    at_ = 0;
    turn_pages();
    return Iterator(this);
  }
  [[nodiscard]] std::default_sentinel_t end() const { return {}; }

 private:
  [[nodiscard]] bool is_read() const { return at_ == page_.items.size(); }

  // A page may be empty without being the last.
  void turn_pages() {
    while (is_read() && page_.last_evaluated_key) {
      page_ = fetch_(std::move(page_.last_evaluated_key));
      at_ = 0;
    }
  }

  Fetch fetch_;
  db::Page page_;
  std::size_t at_ = 0;
};

[[nodiscard]] inline Items scanned(const Session& session, const std::string& table) {
  return Items([=](std::optional<db::Item> behind) {
    return ask(session, [&](db::Client& client) { return client.scan({table, true, std::nullopt, behind}); });
  });
}

[[nodiscard]] inline Items queried(const Session& session, const db::QueryRequest& request) {
  return Items([=](std::optional<db::Item> behind) {
    db::QueryRequest next = request;
    next.exclusive_start_key = std::move(behind);
    return ask(session, [&](db::Client& client) { return client.query(next); });
  });
}

/// Strongly consistent.
[[nodiscard]] inline std::optional<db::Item> fetched(const Session& session, const std::string& table, const db::Item& key) {
  return ask(session, [&](db::Client& client) { return client.get_item({table, key, true}); });
}

}  // namespace ledger
