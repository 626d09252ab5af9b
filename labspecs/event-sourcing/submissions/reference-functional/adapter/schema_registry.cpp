#include "lab/schema_registry.hpp"

#include <map>
#include <optional>
#include <string>

#include "ledger/compatibility.hpp"

namespace {

class Registry final : public lab::SchemaRegistry {
 public:
  lab::Registration add(const lab::Schema& schema, lab::Compatibility compatibility) override {
    auto& latest = latest_[schema.event_type];
    if (schema.version != (latest ? latest->version : 0) + 1) return {};
    const auto broken = latest ? ledger::broken(*latest, schema, compatibility) : ledger::Names();
    if (!broken.empty()) return {false, {broken.begin(), broken.end()}};
    latest = schema;
    return {true, {}};
  }

 private:
  std::map<std::string, std::optional<lab::Schema>> latest_;
};

}  // namespace

std::unique_ptr<lab::SchemaRegistry> lab::make_schema_registry() { return std::make_unique<Registry>(); }
