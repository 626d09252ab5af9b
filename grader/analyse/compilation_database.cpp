#include "analyse/compilation_database.hpp"

#include <nlohmann/json.hpp>

namespace assay::analyse {
namespace {

using nlohmann::json;

std::string text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<std::string> command_of(const json& entry) {
  const auto arguments = entry.find("arguments");
  if (arguments == entry.end()) return split_command(text_at(entry, "command"));
  std::vector<std::string> result;
  if (!arguments->is_array()) return result;
  for (const auto& argument : *arguments)
    if (argument.is_string()) result.push_back(argument.get<std::string>());
  return result;
}

/// Generated databases are flat; the parser would recurse into anything deeper.
constexpr int max_depth = 4;

json parse(std::string_view text) {
  const auto is_flat = [](int depth, json::parse_event_t, json&) { return depth <= max_depth; };
  return json::parse(text, is_flat, /*allow_exceptions=*/false);
}

}  // namespace

std::vector<std::string> split_command(std::string_view command) {
  std::vector<std::string> result;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
      if (in_word) result.push_back(std::move(word));
      word.clear();
      in_word = false;
      continue;
    }
    in_word = true;
    if (c == '\\' && quote != '\'' && i + 1 < command.size()) {
      word += command[++i];
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == quote) {
      quote = 0;
    } else {
      word += c;
    }
  }
  if (in_word) result.push_back(std::move(word));
  return result;
}

std::map<std::string, std::vector<std::string>> read_compilation_database(std::string_view text,
                                                                         const PathMap& paths) {
  std::map<std::string, std::vector<std::string>> result;
  const auto database = parse(text);
  if (!database.is_array()) return result;
  // A unit's relative folders all grow by its directory, so that the sum is not bounded by the text.
  std::size_t bytes = 0;
  for (const auto& entry : database) {
    if (!entry.is_object()) continue;
    const std::filesystem::path directory = text_at(entry, "directory");
    const auto file = paths.inside(directory / text_at(entry, "file"));
    if (!file || result.contains(file->string())) continue;
    auto flags = admissible_flags(command_of(entry), directory, paths);
    for (const auto& flag : flags) bytes += flag.size();
    if (bytes > most_flag_bytes) break;
    result.emplace(file->string(), std::move(flags));
  }
  return result;
}

}  // namespace assay::analyse
