#include "dynamodb/expression.hpp"

#include <vector>

namespace assay::kit::dynamodb {
namespace {

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.';
}

std::size_t end_of_word(std::string_view text, std::size_t begin) {
  while (begin < text.size() && in_word(text[begin])) ++begin;
  return begin;
}

// Words with what marks them (#name, :value), and single other characters; no spaces.
std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  for (std::size_t i = 0; i < text.size();) {
    const bool marked = text[i] == '#' || text[i] == ':';
    if (!marked && !in_word(text[i])) {
      if (text[i] != ' ' && text[i] != '\t' && text[i] != '\n' && text[i] != '\r') tokens.push_back(text.substr(i, 1));
      ++i;
      continue;
    }
    const std::size_t end = end_of_word(text, i + 1);
    tokens.push_back(text.substr(i, end - i));
    i = end;
  }
  return tokens;
}

std::string meant_by(std::string_view word, const Json& names) {
  if (names.is_object()) {
    const auto name = names.find(std::string(word));
    if (name != names.end() && name->is_string()) return name->get<std::string>();
  }
  return std::string(word);
}

}  // namespace

std::string with_names(std::string_view expression, const Json& names) {
  std::string text;
  for (std::size_t i = 0; i < expression.size();) {
    if (expression[i] != '#') {
      text += expression[i++];
      continue;
    }
    std::size_t end = i + 1;  // a path is several names: "#a.#b"
    while (end < expression.size() && in_word(expression[end]) && expression[end] != '.') ++end;
    text += meant_by(expression.substr(i, end - i), names);
    i = end;
  }
  return text;
}

Json equal_value(std::string_view expression, std::string_view attribute, const Json& names, const Json& values) {
  const auto tokens = tokens_of(expression);
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (tokens[i] != "=") continue;
    std::string_view left = tokens[i - 1];
    std::string_view right = tokens[i + 1];
    if (left.starts_with(':')) std::swap(left, right);
    if (meant_by(left, names) != attribute || !right.starts_with(':') || !values.is_object()) continue;
    const auto value = values.find(std::string(right));
    if (value != values.end()) return *value;
  }
  return nullptr;
}

}  // namespace assay::kit::dynamodb
