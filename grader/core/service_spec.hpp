// The services that a lab's judges need beside the submission, as lab.toml names them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay::core {

/// What a service is; each kind is one that this grader knows how to start.
enum class ServiceKind {
  dynamodb_local,  ///< Amazon's DynamoDB Local, in memory
};

/// In the order of ServiceKind; as lab.toml and the operator's file have them.
inline constexpr std::string_view service_kind_names[] = {"dynamodb-local"};

[[nodiscard]] std::string_view to_string(ServiceKind kind);
[[nodiscard]] std::optional<ServiceKind> parse_service_kind(std::string_view name);

/// One service that is started once a grading, where a suite that needs it is run.
struct ServiceSpec {
  std::string id;
  ServiceKind kind = ServiceKind::dynamodb_local;
};

}  // namespace assay::core
