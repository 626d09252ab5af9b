// The projection's numbers, and their table. Every entry of an edition carries its number, so that another
// one can be counted beside the one in use.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

#include "lab/dynamodb_errors.hpp"
#include "lab/projection.hpp"
#include "ledger/items.hpp"
#include "ledger/lifting.hpp"

namespace ledger {

using Summary = lab::CustomerSummary;

/// How far an order is counted, and for whom.
struct Mark {
  std::uint64_t version = 0;
  std::string customer;
};

/// What some events of one order come to, counted from a mark on.
struct Count {
  Mark mark;
  Summary added;
};

/// Events that are behind the mark already are passed over. Pure. Throws lab::UnknownEvent.
[[nodiscard]] inline Count counted(Count count, const lab::Event& event) {
  if (event.version <= count.mark.version) return count;
  std::visit(Each{[&](const Placed& placed) {
                    count.mark.customer = placed.customer;
                    ++count.added.placed;
                  },
                  [](const LineAdded&) {},
                  [&](const Paid& paid) {
                    ++count.added.paid;
                    count.added.revenue += paid.amount;
                  },
                  [&](const Shipped&) { ++count.added.shipped; }, [&](const Cancelled&) { ++count.added.cancelled; }},
             happening_of(event));
  count.mark.version = event.version;
  return count;
}

template <std::ranges::input_range Events>
[[nodiscard]] Count counted_from(Mark mark, Events&& events) {
  Count count{std::move(mark), {}};
  for (const auto& event : events) count = counted(std::move(count), event);
  return count;
}

struct Tally {
  Session session;
  std::string table;
};

using Edition = std::int64_t;

[[nodiscard]] inline db::Item entry(const std::string& name) { return {{"entry", db::AttributeValue::s(name)}}; }

[[nodiscard]] inline std::string entry_of(Edition edition, const char* kind, const std::string& name) {
  return "#" + std::to_string(edition) + kind + name;
}

[[nodiscard]] inline std::optional<db::Item> look_up(const Tally& tally, const std::string& name) {
  return fetched(tally.session, tally.table, entry(name));
}

inline void note(const Tally& tally, const std::string& name, db::Item attributes) {
  attributes.merge(entry(name));
  ask(tally.session, [&](db::Client& client) { client.put_item({tally.table, attributes, {}, {}, {}}); });
}

[[nodiscard]] inline Edition edition_under(const Tally& tally, const char* name) {
  const auto item = look_up(tally, name);
  return item ? item->at("edition").n() : 0;
}

/// The one that is in use, and the highest number that was ever given.
[[nodiscard]] inline Edition edition_in_use(const Tally& tally) { return edition_under(tally, "in use"); }
[[nodiscard]] inline Edition latest_edition(const Tally& tally) { return edition_under(tally, "latest"); }

inline void note_edition(const Tally& tally, const char* name, Edition edition) {
  note(tally, name, {{"edition", db::AttributeValue::n(edition)}});
}

[[nodiscard]] inline Summary summary_of(const Tally& tally, Edition edition, const std::string& customer) {
  const auto item = look_up(tally, entry_of(edition, "customer:", customer));
  if (!item) return {};
  const auto count = [&](const char* name) { return static_cast<std::uint64_t>(item->at(name).n()); };
  return {count("placed"), count("paid"), count("shipped"), count("cancelled"), item->at("revenue").n()};
}

[[nodiscard]] inline Mark mark_of(const Tally& tally, Edition edition, const std::string& order) {
  const auto item = look_up(tally, entry_of(edition, "order:", order));
  return item ? Mark{static_cast<std::uint64_t>(item->at("mark").n()), item->at("customer").s()} : Mark{};
}

/// Sets an order's mark, which was at `from`.
[[nodiscard]] inline db::PutItemRequest moved(const Tally& tally, Edition edition, const std::string& order, const Mark& from, const Mark& to) {
  db::Item item = entry(entry_of(edition, "order:", order));
  item.insert({{"mark", db::AttributeValue::n(static_cast<std::int64_t>(to.version))}, {"customer", db::AttributeValue::s(to.customer)}});
  if (from.version == 0) return {tally.table, item, "attribute_not_exists(entry)", {}, {}};
  return {tally.table, item, "mark = :from", {}, {{":from", db::AttributeValue::n(static_cast<std::int64_t>(from.version))}}};
}

[[nodiscard]] inline db::UpdateItemRequest raised(const Tally& tally, Edition edition, const Count& count) {
  const auto number = [](std::uint64_t value) { return db::AttributeValue::n(static_cast<std::int64_t>(value)); };
  return {tally.table,
          entry(entry_of(edition, "customer:", count.mark.customer)),
          "ADD placed :placed, paid :paid, shipped :shipped, cancelled :cancelled, revenue :revenue",
          {},
          {},
          {{":placed", number(count.added.placed)},
           {":paid", number(count.added.paid)},
           {":shipped", number(count.added.shipped)},
           {":cancelled", number(count.added.cancelled)},
           {":revenue", db::AttributeValue::n(count.added.revenue)}}};
}

/// Both the mark and the summary, or neither. False: the mark was not at `from` any more.
[[nodiscard]] inline bool tallied(const Tally& tally, Edition edition, const std::string& order, const Mark& from, const Count& count) {
  db::TransactWriteItemsRequest request;
  request.transact_items.emplace_back().put = moved(tally, edition, order, from, count.mark);
  if (count.added != Summary()) request.transact_items.emplace_back().update = raised(tally, edition, count);
  try {
    ask(tally.session, [&](db::Client& client) { client.transact_write_items(request); });
    return true;
  } catch (const db::TransactionCanceled& canceled) {
    if (canceled.reasons.empty() || canceled.reasons.front().code != "ConditionalCheckFailed") throw;
    return false;
  }
}

/// Takes in events of one order. Where the mark has moved meanwhile, it was an attempt whose answer was lost.
inline void take_in(const Tally& tally, Edition edition, const std::string& order, const std::vector<lab::Event>& events) {
  for (unsigned failed = 1;; ++failed) {
    const Mark mark = mark_of(tally, edition, order);
    const Count count = counted_from(mark, events);
    if (count.mark.version == mark.version || tallied(tally, edition, order, mark, count)) return;
    wait_or_give_up(tally.session, failed, "a mark moves all the time");
  }
}

}  // namespace ledger
