#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lab/dynamodb.hpp"
#include "lab/projection.hpp"

namespace projections {

/// How far an order's events have been taken in.
struct Progress {
  std::uint64_t version = 0;  ///< of the last one; 0: none
  std::string customer;       ///< who placed it; empty: not yet known
};

/// How far a shard of the events table's stream has been read.
struct Checkpoint {
  std::string sequence_number;  ///< of the last record; empty: none
  bool finished = false;        ///< the shard is closed, and nothing is left in it
};

/// The projection's table. What is counted belongs to a generation, so that a rebuild can count anew beside
/// what is in use: the item "generation" says which one that is.
class ProjectionTable {
 public:
  ProjectionTable(lab::dynamodb::Client& client, std::string name) : client_(client), name_(std::move(name)) {}

  using Generation = std::int64_t;
  [[nodiscard]] Generation current() const;
  /// A number that no generation has had.
  [[nodiscard]] Generation begin_another();
  void make_current(Generation generation);
  /// Deletes what was counted in any other generation.
  void delete_all_but(Generation generation);

  [[nodiscard]] lab::CustomerSummary summary(Generation generation, const std::string& customer) const;
  [[nodiscard]] Progress progress(Generation generation, const std::string& order) const;

  /// Moves an order from `before` to `after` and adds to its customer's summary, both or neither. False: the order is not,
  /// or no longer, at `before`.
  [[nodiscard]] bool advance(Generation generation, const std::string& order, const Progress& before, const Progress& after,
                             const lab::CustomerSummary& added);

  [[nodiscard]] Checkpoint checkpoint(const std::string& stream_arn, const std::string& shard_id) const;
  void store(const std::string& stream_arn, const std::string& shard_id, const Checkpoint& checkpoint);

 private:
  [[nodiscard]] std::optional<lab::dynamodb::Item> find(const std::string& key) const;
  [[nodiscard]] std::int64_t counter(const std::string& name) const;

  lab::dynamodb::Client& client_;
  const std::string name_;
};

}  // namespace projections
