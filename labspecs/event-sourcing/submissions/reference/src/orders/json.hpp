// Text of JSON, and what events and snapshots have in common in it.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "lab/orders.hpp"

namespace orders {

/// Throws std::invalid_argument where a text in it is not UTF-8.
[[nodiscard]] inline std::string written(const nlohmann::json& value) {
  try {
    return value.dump();
  } catch (const nlohmann::json::exception& problem) {
    throw std::invalid_argument(problem.what());
  }
}

/// What `taken` makes of the JSON. Throws std::runtime_error where that is none, or another one than expected.
template <typename Taken>
auto read(const std::string& text, const Taken& taken) {
  try {
    return taken(nlohmann::json::parse(text));
  } catch (const nlohmann::json::exception& problem) {
    throw std::runtime_error(std::string("a payload cannot be read: ") + problem.what());
  }
}

[[nodiscard]] inline nlohmann::json json_of(const lab::OrderLine& line) {
  return {{"sku", line.sku}, {"quantity", line.quantity}, {"price", line.price}};
}

[[nodiscard]] inline nlohmann::json json_of(const std::vector<lab::OrderLine>& lines) {
  auto list = nlohmann::json::array();
  for (const auto& line : lines) list.push_back(json_of(line));
  return list;
}

[[nodiscard]] inline lab::OrderLine line_from(const nlohmann::json& line) {
  return {line.at("sku"), line.at("quantity"), line.at("price")};
}

[[nodiscard]] inline std::vector<lab::OrderLine> lines_from(const nlohmann::json& list) {
  std::vector<lab::OrderLine> lines;
  for (const auto& line : list) lines.push_back(line_from(line));
  return lines;
}

}  // namespace orders
