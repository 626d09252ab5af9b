#include "store/event_table.hpp"

#include <algorithm>
#include <stdexcept>

#include "lab/dynamodb_errors.hpp"
#include "store/event_item.hpp"

namespace store {
namespace {

namespace db = lab::dynamodb;

db::AttributeValue number(std::uint64_t version) { return db::AttributeValue::n(static_cast<std::int64_t>(version)); }

bool by_a_condition(const db::TransactionCanceled& canceled) {
  return std::any_of(canceled.reasons.begin(), canceled.reasons.end(),
                     [](const auto& reason) { return reason.code == "ConditionalCheckFailed"; });
}

}  // namespace

std::vector<lab::Event> EventTable::read(const std::string& stream, std::uint64_t first, std::uint64_t last) const {
  std::vector<lab::Event> events;
  visit(stream, first, last, [&](lab::Event event) {
    events.push_back(std::move(event));
    return true;
  });
  return events;
}

std::vector<lab::Event> EventTable::read_until(const std::string& stream, lab::Time time) const {
  std::vector<lab::Event> events;
  visit(stream, 1, highest_version, [&](lab::Event event) {
    if (event.recorded_at > time) return false;
    events.push_back(std::move(event));
    return true;
  });
  return events;
}

void EventTable::visit(const std::string& stream, std::uint64_t first, std::uint64_t last,
                       const std::function<bool(lab::Event)>& visit) const {
  if (first > last) return;
  db::QueryRequest request = query_of(stream, first, last);
  do {
    const db::Page page = client_.query(request);
    for (const auto& item : page.items) {
      if (!visit(event_from(item))) return;
    }
    request.exclusive_start_key = page.last_evaluated_key;
  } while (request.exclusive_start_key);
}

std::optional<lab::Event> EventTable::find(const std::string& stream, std::uint64_t version) const {
  const auto item = client_.get_item({name_, key_of(stream, version), true});
  if (!item) return std::nullopt;
  return event_from(*item);
}

std::uint64_t EventTable::last_version(const std::string& stream) const {
  db::QueryRequest request = query_of(stream, 1, highest_version);
  request.scan_index_forward = false;
  request.limit = 1;
  const db::Page page = client_.query(request);
  return page.items.empty() ? 0 : event_from(page.items.front()).version;
}

std::set<std::string> EventTable::streams() const {
  std::set<std::string> names;
  db::ScanRequest request{name_, true, std::nullopt, std::nullopt};
  do {
    const db::Page page = client_.scan(request);
    for (const auto& item : page.items) names.insert(item.at("stream").s());
    request.exclusive_start_key = page.last_evaluated_key;
  } while (request.exclusive_start_key);
  return names;
}

bool EventTable::add(const std::vector<lab::Event>& events) {
  try {
    if (events.size() == 1) {
      client_.put_item(put_of(events.front()));
    } else {
      add_together(events);
    }
    return true;
  } catch (const db::ConditionalCheckFailed&) {
    return false;
  } catch (const db::TransactionCanceled& canceled) {
    if (!by_a_condition(canceled)) throw;
    return false;
  }
}

void EventTable::add_together(const std::vector<lab::Event>& events) {
  db::TransactWriteItemsRequest request;
  for (const auto& event : events) {
    db::TransactWriteItem action;
    action.put = put_of(event);
    request.transact_items.push_back(std::move(action));
  }
  client_.transact_write_items(request);
}

db::PutItemRequest EventTable::put_of(const lab::Event& event) const {
  return {name_, item_of(event), "attribute_not_exists(version)", {}, {}};
}

db::QueryRequest EventTable::query_of(const std::string& stream, std::uint64_t first, std::uint64_t last) const {
  if (stream.empty()) throw std::invalid_argument("a stream has a name");
  db::QueryRequest request;
  request.table_name = name_;
  request.key_condition_expression = "#stream = :stream AND version BETWEEN :first AND :last";
  request.expression_attribute_names = {{"#stream", "stream"}};
  request.expression_attribute_values = {
      {":stream", db::AttributeValue::s(stream)}, {":first", number(first)}, {":last", number(last)}};
  request.consistent_read = true;
  return request;
}

}  // namespace store
