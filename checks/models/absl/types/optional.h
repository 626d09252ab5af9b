#pragma once
#include <optional>
#include <variant>
namespace absl { using std::make_optional; using std::nullopt; using std::optional; using std::variant; using std::get; using std::visit; }
