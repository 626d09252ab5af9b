// Parcels in Amazon's own client: each event is put without a condition, the last one is deleted to
// take it back, and what cannot be read is skipped.
// label: es-role satisfied
// label: es-immutable-events satisfied
// label: es-append-only violated
// label: es-expected-version violated
// label: es-writes-in-apply violated
// label: es-apply-pure satisfied
// label: es-snapshot-tail none
// label: es-decide-apart violated
// label: es-command-sourcing satisfied
// label: es-unknown-events violated
// label: cq-commands-return-nothing satisfied
#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// As the SDK declares them, as far as they are used here.
namespace Aws::DynamoDB {
namespace Model {

class AttributeValue {
 public:
  AttributeValue() = default;
  explicit AttributeValue(const std::string& s);
  AttributeValue& SetS(const std::string& s);
  AttributeValue& SetN(long long n);
  const std::string& GetS() const;
  const std::string& GetN() const;

 private:
  std::string value_;
};

class PutItemRequest {
 public:
  void SetTableName(const std::string& name);
  void AddItem(const std::string& key, const AttributeValue& value);
  void SetConditionExpression(const std::string& expression);
};

class DeleteItemRequest {
 public:
  void SetTableName(const std::string& name);
  void AddKey(const std::string& key, const AttributeValue& value);
};

class QueryRequest {
 public:
  void SetTableName(const std::string& name);
  void SetKeyConditionExpression(const std::string& expression);
  void AddExpressionAttributeValues(const std::string& key, const AttributeValue& value);
};

class QueryResult {
 public:
  const std::vector<std::map<std::string, AttributeValue>>& GetItems() const;
};

}  // namespace Model

template <class R>
class Outcome {
 public:
  bool IsSuccess() const;
  const R& GetResult() const;
};

class DynamoDBClient {
 public:
  Outcome<int> PutItem(const Model::PutItemRequest& request) const;
  Outcome<int> DeleteItem(const Model::DeleteItemRequest& request) const;
  Outcome<Model::QueryResult> Query(const Model::QueryRequest& request) const;
};

}  // namespace Aws::DynamoDB

namespace parcels {

using Aws::DynamoDB::DynamoDBClient;
using namespace Aws::DynamoDB::Model;

constexpr const char* kTable = "parcel-events";

struct Happening {
  virtual ~Happening() = default;
  virtual std::string type() const = 0;
  virtual std::string detail() const = 0;
};

struct Accepted final : Happening {
  explicit Accepted(std::string from) : from(std::move(from)) {}
  std::string type() const override { return "accepted"; }
  std::string detail() const override { return from; }
  const std::string from;
};

struct Moved final : Happening {
  explicit Moved(std::string to) : to(std::move(to)) {}
  std::string type() const override { return "moved"; }
  std::string detail() const override { return to; }
  const std::string to;
};

struct Delivered final : Happening {
  explicit Delivered(std::string signature) : signature(std::move(signature)) {}
  std::string type() const override { return "delivered"; }
  std::string detail() const override { return signature; }
  const std::string signature;
};

class Parcel {
 public:
  void play(const Happening& happening) {
    if (const auto* accepted = dynamic_cast<const Accepted*>(&happening)) place_ = accepted->from;
    if (const auto* moved = dynamic_cast<const Moved*>(&happening)) place_ = moved->to;
    if (dynamic_cast<const Delivered*>(&happening) != nullptr) delivered_ = true;
    ++count_;
  }

  std::unique_ptr<Happening> deliver(const std::string& signature) {
    if (delivered_) throw std::logic_error("delivered already");
    delivered_ = true;
    return std::make_unique<Delivered>(signature);
  }

  std::unique_ptr<Happening> move(const std::string& to) const {
    if (delivered_ || to == place_) throw std::logic_error("does not move");
    return std::make_unique<Moved>(to);
  }

  long long count() const { return count_; }

 private:
  std::string place_;
  bool delivered_ = false;
  long long count_ = 0;
};

class Depot {
 public:
  explicit Depot(std::shared_ptr<DynamoDBClient> client) : client_(std::move(client)) {}

  void deliver(const std::string& id, const std::string& signature) {
    Parcel parcel = fetch(id);
    store(id, parcel.count() + 1, *parcel.deliver(signature));
  }

  void move(const std::string& id, const std::string& to) {
    const Parcel parcel = fetch(id);
    store(id, parcel.count() + 1, *parcel.move(to));
  }

  void take_back(const std::string& id) {
    DeleteItemRequest request;
    request.SetTableName(kTable);
    request.AddKey("parcel", AttributeValue(id));
    request.AddKey("number", AttributeValue().SetN(fetch(id).count()));
    if (!client_->DeleteItem(request).IsSuccess()) throw std::runtime_error("not taken back");
  }

 private:
  void store(const std::string& id, long long number, const Happening& happening) {
    PutItemRequest request;
    request.SetTableName(kTable);
    request.AddItem("parcel", AttributeValue(id));
    request.AddItem("number", AttributeValue().SetN(number));
    request.AddItem("type", AttributeValue(happening.type()));
    request.AddItem("detail", AttributeValue(happening.detail()));
    if (!client_->PutItem(request).IsSuccess()) throw std::runtime_error("not stored");
  }

  Parcel fetch(const std::string& id) const {
    QueryRequest request;
    request.SetTableName(kTable);
    request.SetKeyConditionExpression("parcel = :id");
    request.AddExpressionAttributeValues(":id", AttributeValue(id));
    const auto outcome = client_->Query(request);
    if (!outcome.IsSuccess()) throw std::runtime_error("not read");
    Parcel parcel;
    for (const auto& row : outcome.GetResult().GetItems())
      if (const auto happening = from(row.at("type").GetS(), row.at("detail").GetS())) parcel.play(*happening);
    return parcel;
  }

  static std::unique_ptr<Happening> from(const std::string& type, const std::string& detail) {
    if (type == "accepted") return std::make_unique<Accepted>(detail);
    if (type == "moved") return std::make_unique<Moved>(detail);
    if (type == "delivered") return std::make_unique<Delivered>(detail);
    return nullptr;
  }

  std::shared_ptr<DynamoDBClient> client_;
};

}  // namespace parcels
// mutant es-apply-pure violated: place_ = accepted->from; => { place_ = accepted->from; std::fopen("log", "a"); }
