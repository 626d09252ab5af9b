#pragma once

#include "lab/projection.hpp"
#include "projections/projection_table.hpp"
#include "projections/table_stream.hpp"
#include "store/event_table.hpp"
#include "store/retrying_client.hpp"

namespace projections {

/// What each customer has ordered. An event counts in the same transaction that notes that it has counted, so
/// that it does once, however often it comes and wherever the process ends.
class CustomerProjection final : public lab::Projection {
 public:
  CustomerProjection(const lab::Config& config, lab::Environment& environment);

  void handle(const std::vector<lab::Event>& batch) override;
  void catch_up() override;
  void rebuild() override;
  lab::CustomerSummary summary(const std::string& customer) override;

 private:
  void take_in(ProjectionTable::Generation generation, const std::vector<lab::Event>& batch);
  void take_in_order(ProjectionTable::Generation generation, const std::string& order, const std::vector<lab::Event>& events);

  const unsigned max_attempts_;
  store::RetryingClient client_;
  store::EventTable events_;
  ProjectionTable table_;
  TableStream stream_;
};

}  // namespace projections
