// What a request of the subject asks for.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dynamodb/database.hpp"

namespace assay::kit::dynamodb {

using Clock = std::chrono::steady_clock;

/// What a request does to an item.
enum class Access : std::uint8_t { read, put, update, remove, check };
[[nodiscard]] std::string_view to_string(Access access);
[[nodiscard]] constexpr bool is_write(Access access) { return access != Access::read && access != Access::check; }

/// An item that a request names, be it alone or in a batch or transaction.
struct Touch {
  Access access = Access::read;
  std::string table;
  Json key;               ///< the key's attributes alone; null where they cannot be told
  std::string condition;  ///< as written, with `#names` replaced; empty: unconditional

  bool operator==(const Touch&) const = default;
};

struct Request {
  std::uint64_t number = 0;  ///< from 1, in the order in which the requests came
  Clock::time_point at;      ///< when all of it was there
  std::uint64_t connection = 0;
  std::string client;             ///< the access key id of its signature
  std::string operation;          ///< "PutItem"; empty where it is not known
  std::vector<std::string> tables;  ///< sorted, each once
  std::vector<Touch> touches;     ///< in the request's order; of a Query or Scan there are none
  bool consistent = false;        ///< it reads, and each of its reads is strongly consistent
  std::string index;              ///< of a Query or Scan
  std::string key_condition;      ///< of a Query, with `#names` replaced
  Json partition;                 ///< of a Query, the hash key's value: {"S": "a"}; null where it cannot be told
  bool backwards = false;         ///< ScanIndexForward is false
  bool continues = false;         ///< it has an ExclusiveStartKey
  std::optional<std::uint64_t> limit;
  std::string idempotency_token;  ///< ClientRequestToken
  std::vector<std::string> statements;  ///< of PartiQL
  std::size_t size = 0;           ///< bytes of its body
  std::shared_ptr<const std::string> body;  ///< as it came; null once the record keeps no more bodies

  [[nodiscard]] bool is_query_or_scan() const { return operation == "Query" || operation == "Scan"; }
  [[nodiscard]] bool writes() const;
  [[nodiscard]] bool names_table(std::string_view table) const;
};

/// For people: "#12 client-1 PutItem events {stream: a, version: 3} if attribute_not_exists(version)".
[[nodiscard]] std::string describe(const Request& request);

/// Gives a table's key; nothing where it is not known.
using KeyLookup = std::function<std::optional<KeySchema>(const std::string& table)>;

/// Of a body that `parse_body` gave. Never throws, whatever is in it: what cannot be told stays empty.
[[nodiscard]] Request parse_request(std::string_view operation, const Json& body, const KeyLookup& key_of);

/// The access key id of an Authorization field; empty where there is none that can be told.
[[nodiscard]] std::string client_of(std::string_view authorization);

/// "GetItem" of "DynamoDB_20120810.GetItem"; empty for what is of another form.
[[nodiscard]] std::string operation_of(std::string_view target);

/// A request's body as a JSON object. Nothing where it is none, or nested or divided beyond what a
/// request of DynamoDB's has.
[[nodiscard]] std::optional<Json> parse_body(std::string_view text);

}  // namespace assay::kit::dynamodb
