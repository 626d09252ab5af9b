// What comes over the wire, before it is known what it asks for.
#include <algorithm>

#include "dynamodb/request.hpp"

namespace assay::kit::dynamodb {
namespace {

/// DynamoDB nests values 32 deep, each of which is two levels of JSON.
constexpr std::size_t deepest = 100;
/// Each costs the judge up to 100 bytes; the densest batch that means anything has fewer.
constexpr std::size_t most_values = 500'000;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string client_of(std::string_view authorization) {
  constexpr std::string_view before = "Credential=";
  const auto begin = authorization.find(before);
  if (begin == std::string_view::npos) return {};
  const auto credential = authorization.substr(begin + before.size());
  const auto end = credential.find('/');
  if (end == std::string_view::npos || end > 128) return {};
  return std::string(credential.substr(0, end));
}

std::string operation_of(std::string_view target) {
  const auto dot = target.find('.');
  if (dot == std::string_view::npos || !target.starts_with("DynamoDB")) return {};
  const auto operation = target.substr(dot + 1);
  const bool plain = !operation.empty() && operation.size() <= 64 && std::ranges::all_of(operation, is_letter_or_digit);
  return plain ? std::string(operation) : std::string();
}

std::optional<Json> parse_body(std::string_view text) {
  std::size_t depth = 0;
  std::size_t values = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') depth -= depth > 0 ? 1 : 0;
    if (c == '{' || c == '[' || c == ',') ++values;
    if (depth > deepest || values > most_values) return std::nullopt;
  }
  Json body = Json::parse(text, nullptr, false);
  if (!body.is_object()) return std::nullopt;
  return body;
}

}  // namespace assay::kit::dynamodb
