#include "checks/roles/delivery_text.hpp"

#include <algorithm>
#include <cctype>

namespace assay::checks {
namespace {

using Words = std::vector<std::string>;

/// Words in upper case; punctuation separates, but for what names have.
Words words_of(std::string_view text) {
  Words result;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) result.push_back(std::move(word));
    word.clear();
  };
  for (const unsigned char c : text) {
    if (std::isalnum(c) != 0 || c == '_' || c == '.' || c == ':' || c == '%' || c >= 0x80)
      word.push_back(static_cast<char>(std::toupper(c)));
    else if (c == '"' || c == '`' || c == '[' || c == ']')
      continue;
    else
      close();
    if (result.size() > 400) break;
  }
  close();
  return result;
}

std::string table_name(const Words& words, std::size_t at) {
  if (at >= words.size()) return "";
  auto name = words[at];
  if (const auto dot = name.rfind('.'); dot != std::string::npos) name.erase(0, dot + 1);
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

std::size_t find(const Words& words, std::string_view word, std::size_t from = 0) {
  for (auto i = from; i < words.size(); ++i)
    if (words[i] == word) return i;
  return words.size();
}

bool has(const Words& words, std::string_view word) { return find(words, word) < words.size(); }

std::optional<TextCommand> sql(const Words& words) {
  const auto& first = words.front();
  TextCommand result;
  result.has_condition = has(words, "WHERE");
  const auto into = find(words, "INTO");
  if ((first == "INSERT" || first == "REPLACE" || first == "UPSERT") && into < std::min<std::size_t>(words.size(), 4)) {
    result.verb = TextVerb::insert;
    result.table = table_name(words, into + 1);
    result.if_new = has(words, "IGNORE") || has(words, "NOTHING") || has(words, "IF");
    if (has(words, "SELECT")) result.source = table_name(words, find(words, "FROM") + 1);
    if (has(words, "TTL")) result.expires = true;
    return result;
  }
  if (first == "UPDATE" && words.size() > 2) {
    const std::size_t name = words[1] == "OR" ? 3 : 1;
    if (!has(words, "SET")) return std::nullopt;
    result.verb = TextVerb::update;
    result.table = table_name(words, name);
    return result;
  }
  if (first == "DELETE" && words.size() > 2 && words[1] == "FROM") {
    result.verb = TextVerb::remove;
    result.table = table_name(words, 2);
    return result;
  }
  const auto from = find(words, "FROM");
  if ((first == "SELECT" || first == "WITH") && from + 1 < words.size()) {
    result.verb = TextVerb::select;
    result.table = table_name(words, from + 1);
    return result;
  }
  if (words.size() <= 5 && (first == "BEGIN" || (first == "START" && has(words, "TRANSACTION")))) {
    result.verb = TextVerb::begin;
    return result;
  }
  if (words.size() <= 2 && (first == "COMMIT" || first == "END")) return TextCommand{.verb = TextVerb::commit};
  if (words.size() <= 2 && first == "ROLLBACK") return TextCommand{.verb = TextVerb::rollback};
  return std::nullopt;
}

/// `hook:%s` and `hook:42` are keys of one set.
std::string key_space(const std::string& key) { return "redis " + key.substr(0, key.find_first_of(":%")); }

std::optional<TextCommand> redis(const Words& words, std::string_view text) {
  if (words.size() < 2 || text.find("  ") != std::string_view::npos) return std::nullopt;
  if (std::ranges::any_of(text.substr(0, text.find(' ')), [](unsigned char c) { return std::isupper(c) == 0; }))
    return std::nullopt;
  const auto& first = words.front();
  TextCommand result;
  result.table = key_space(words[1]);
  if (first == "SET" || first == "SETNX" || first == "HSETNX" || first == "SADD") {
    result.verb = TextVerb::insert;
    result.if_new = first != "SET" || has(words, "NX");
    result.expires = has(words, "EX") || has(words, "PX");
    return result;
  }
  if (first == "LPUSH" || first == "RPUSH" || first == "XADD" || first == "ZADD" || first == "HSET") {
    result.verb = TextVerb::insert;
    return result;
  }
  if (first == "DEL" || first == "UNLINK" || first == "SREM" || first == "LREM" || first == "HDEL" || first == "ZREM" ||
      first == "ZREMRANGEBYSCORE" || first == "LTRIM" || first == "LPOP" || first == "RPOP" || first == "XDEL" ||
      first == "EXPIRE") {
    result.verb = TextVerb::remove;
    result.has_condition = true;
    result.expires = first == "EXPIRE" || first == "ZREMRANGEBYSCORE" || first == "LTRIM";
    return result;
  }
  if (first == "GET" || first == "EXISTS" || first == "SISMEMBER" || first == "LRANGE" || first == "HEXISTS" ||
      first == "HGET") {
    result.verb = TextVerb::select;
    return result;
  }
  return std::nullopt;
}

}  // namespace

std::optional<TextCommand> command_in(std::string_view text) {
  const auto words = words_of(text);
  if (words.empty()) return std::nullopt;
  if (auto command = sql(words)) return command;
  return redis(words, text);
}

}  // namespace assay::checks
