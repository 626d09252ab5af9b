#include "http/journal.hpp"

#include <strings.h>

#include <algorithm>

namespace assay::kit::http {
namespace {

std::size_t size_of(const Request& request) {
  std::size_t size = sizeof(Exchange) + request.method.size() + request.target.size() + request.body.size();
  for (const auto& [name, value] : request.fields) size += sizeof name + sizeof value + name.size() + value.size();
  return size;
}

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::optional<std::string_view> Request::field(std::string_view name) const {
  for (const auto& [own, value] : fields) {
    if (same_name(own, name)) return value;
  }
  return std::nullopt;
}

std::optional<std::size_t> Journal::begin(const Request& request) {
  const std::size_t size = size_of(request);
  if (exchanges_.size() == limits_.exchanges || size > limits_.remembered - bytes_) return std::nullopt;
  bytes_ += size;
  exchanges_.push_back({.request = request, .status = 0, .answered = {}});
  return exchanges_.size() - 1;
}

std::vector<Exchange> Journal::from(std::size_t first) const {
  first = std::min(first, exchanges_.size());
  return {exchanges_.begin() + static_cast<std::ptrdiff_t>(first), exchanges_.end()};
}

}  // namespace assay::kit::http
