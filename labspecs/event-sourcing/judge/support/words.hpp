// How the report names things.
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "dynamodb/record.hpp"
#include "host/protocol.hpp"

namespace judge {

/// The parts one after the other: texts as they are, numbers in decimal.
template <typename... T>
[[nodiscard]] std::string text_of(const T&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

/// In quotation marks, what cannot be printed escaped, and cut where it is long.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// "client 1"
[[nodiscard]] std::string lane_of(std::uint32_t client);

/// "#12 PutItem … : ConditionalCheckFailedException"
[[nodiscard]] std::string in_words(const assay::kit::dynamodb::Exchange& exchange);

[[nodiscard]] std::string in_words(const lab::StreamAppend& append);
[[nodiscard]] std::string in_words(const lab::AppendResult& result);
[[nodiscard]] std::string in_words(const lab::Command& command);
[[nodiscard]] std::string in_words(const lab::CommandResult& result);
[[nodiscard]] std::string in_words(lab::Rejection rejection);
[[nodiscard]] std::string in_words(const lab::Event& event);
[[nodiscard]] std::string in_words(const std::vector<lab::Event>& events);
[[nodiscard]] std::string in_words(const lab::Order& order);
[[nodiscard]] std::string in_words(const std::optional<lab::Order>& order);
[[nodiscard]] std::string in_words(const lab::CustomerSummary& summary);
[[nodiscard]] std::string in_words(const lab::Schema& schema);
[[nodiscard]] std::string in_words(const lab::Registration& registration);

}  // namespace judge
