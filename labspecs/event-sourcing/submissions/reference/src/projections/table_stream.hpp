#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lab/dynamodb.hpp"
#include "lab/event.hpp"
#include "projections/projection_table.hpp"

namespace projections {

/// Reads the events table's stream (DynamoDB Streams), each time from where it ended the last time.
class TableStream {
 public:
  TableStream(lab::dynamodb::Client& client, std::string events_table, ProjectionTable& checkpoints)
      : client_(client), events_table_(std::move(events_table)), checkpoints_(checkpoints) {}

  /// Gives what is new to `take_in`, page by page. A page is given again, the next time, where taking it in did not end.
  void read_on(const std::function<void(const std::vector<lab::Event>&)>& take_in);

 private:
  using TakeIn = std::function<void(const std::vector<lab::Event>&)>;

  [[nodiscard]] std::vector<lab::dynamodb::Shard> shards(const std::string& arn) const;
  void read_shard(const std::string& arn, const std::string& shard_id, const TakeIn& take_in);
  [[nodiscard]] std::string iterator_behind(const std::string& arn, const std::string& shard_id, const Checkpoint& checkpoint) const;

  lab::dynamodb::Client& client_;
  const std::string events_table_;
  ProjectionTable& checkpoints_;
};

}  // namespace projections
