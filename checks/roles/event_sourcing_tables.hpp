// Requests to a key-value database in the terms of DynamoDB's API: what is put into, changed in and
// read from which table. The names of its operations, requests and their fields are the library's.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/flow.hpp"

namespace assay::checks {

enum class TableOperation {
  put,
  update,
  remove,
  read,
  check,     ///< a condition in a transaction
  several,   ///< a transaction or a batch, whose requests are made apart
};

/// The operation that a call of a client asks for, by its name.
[[nodiscard]] std::optional<TableOperation> table_operation(const Call& call);

/// Whether it gives many items, as those of a stream; a single one may be a snapshot.
[[nodiscard]] bool reads_many(const Call& call);

/// One request, where its table is named.
struct TableRequest {
  TableOperation operation = TableOperation::read;
  Site at;                           ///< a write to the request's field, or a call
  bool by_write = false;
  Place place;
  std::set<std::string> tables;      ///< literals and storages that the name comes from
  bool known = false;                ///< it comes from nothing else, and from one of them
  bool conditional = false;          ///< a condition is given
  bool open = false;                 ///< …or may be: its text is not known
  bool single = false;               ///< of a read: of one item
  bool constant_key = false;         ///< a part of the key is always the same, as of an item that heads a stream
};

class TableRequests {
 public:
  explicit TableRequests(const Flow& flow);

  [[nodiscard]] const std::vector<TableRequest>& all() const { return requests_; }

  /// The requests that are made where a call of a client stands: in its function, in those around
  /// it or, where there is none, in those that call it.
  [[nodiscard]] std::vector<const TableRequest*> made_for(Site call) const;

 private:
  void read_fields(unsigned function);
  void read_setters(unsigned function);
  void read_arguments(Site call);
  void add(TableRequest request) { requests_.push_back(std::move(request)); }

  const Flow& flow_;
  std::vector<TableRequest> requests_;
};

}  // namespace assay::checks
