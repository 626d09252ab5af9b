#include "projections/table_stream.hpp"

#include <map>
#include <stdexcept>

#include "store/event_item.hpp"

namespace projections {
namespace {

namespace db = lab::dynamodb;

/// Each shard behind its parent: the events of one stream may be in both, and are in order only so.
std::vector<db::Shard> parents_first(const std::vector<db::Shard>& shards) {
  std::map<std::string, db::Shard> left;
  for (const auto& shard : shards) left.emplace(shard.shard_id, shard);
  std::vector<db::Shard> ordered;
  while (!left.empty()) {
    for (auto shard = left.begin(); shard != left.end();) {
      const bool waits = left.contains(shard->second.parent_shard_id);
      if (!waits) ordered.push_back(shard->second);
      shard = waits ? std::next(shard) : left.erase(shard);
    }
  }
  return ordered;
}

std::vector<lab::Event> events_of(const std::vector<db::StreamRecord>& records) {
  std::vector<lab::Event> events;
  for (const auto& record : records) events.push_back(store::event_from(record.new_image));
  return events;
}

}  // namespace

void TableStream::read_on(const TakeIn& take_in) {
  const std::string arn = client_.describe_table(events_table_).latest_stream_arn;
  if (arn.empty()) throw std::runtime_error("the table " + events_table_ + " has no stream");
  for (const auto& shard : parents_first(shards(arn))) read_shard(arn, shard.shard_id, take_in);
}

std::vector<db::Shard> TableStream::shards(const std::string& arn) const {
  std::vector<db::Shard> all;
  std::string last;
  do {
    const auto page = client_.describe_stream(arn, last);
    all.insert(all.end(), page.shards.begin(), page.shards.end());
    last = page.last_evaluated_shard_id;
  } while (!last.empty());
  return all;
}

// The checkpoint is moved when the records have been taken in: should this process end in between, they come
// again, and are known then.
void TableStream::read_shard(const std::string& arn, const std::string& shard_id, const TakeIn& take_in) {
  Checkpoint checkpoint = checkpoints_.checkpoint(arn, shard_id);
  if (checkpoint.finished) return;
  std::string iterator = iterator_behind(arn, shard_id, checkpoint);
  while (!iterator.empty()) {
    const auto page = client_.get_records(iterator, {});
    iterator = page.next_shard_iterator;
    if (page.records.empty() && !iterator.empty()) return;  // the end, for now
    take_in(events_of(page.records));
    if (!page.records.empty()) checkpoint.sequence_number = page.records.back().sequence_number;
    checkpoint.finished = iterator.empty();
    checkpoints_.store(arn, shard_id, checkpoint);
  }
}

std::string TableStream::iterator_behind(const std::string& arn, const std::string& shard_id,
                                         const Checkpoint& checkpoint) const {
  if (checkpoint.sequence_number.empty()) {
    return client_.get_shard_iterator(arn, shard_id, db::ShardIteratorType::trim_horizon, {});
  }
  return client_.get_shard_iterator(arn, shard_id, db::ShardIteratorType::after_sequence_number, checkpoint.sequence_number);
}

}  // namespace projections
