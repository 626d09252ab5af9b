#include "quality/transform/layout.hpp"

#include <algorithm>
#include <regex>

namespace assay::quality {
namespace {

/// C has none of what the preludes are written in.
bool is_cpp(const std::string& file) { return !file.ends_with(".c"); }

Files laid_out(Files files, char separator) {
  for (auto& [name, text] : files) {
    std::string result;
    for (const auto& token : tokens_of(text)) {
      if (token.kind == TokenKind::comment) continue;
      const bool directive = token.kind == TokenKind::directive;
      if (directive && !result.empty() && !result.ends_with('\n')) result += '\n';
      result += token.text;
      result += directive ? '\n' : separator;
    }
    text = std::move(result);
  }
  return files;
}

/// Any header may come first, and may be read by several files of a program.
std::string guarded(const std::string& name, const std::string& text) {
  return "#ifndef QUIRK_" + name + "\n#define QUIRK_" + name + "\n" + text + "\n#endif\n";
}

}  // namespace

Files one_token_a_line(Files files) { return laid_out(std::move(files), '\n'); }

Files all_in_one_line(Files files) { return laid_out(std::move(files), ' '); }

Files with_misleading_comments(Files files) {
  constexpr const char* comments[] = {"// steady_clock, under the lock", "// system_clock", "// commit after processing",
                                      "// retry without a bound", "// idempotent: seen before", "// jitter is added here"};
  for (auto& [name, text] : files) {
    std::string result;
    std::size_t done = 0, next = 0;
    for (const auto& token : tokens_of(text)) {
      if (token.text != "{" && token.text != ";") continue;
      const auto end = token.offset + token.text.size();
      result.append(text, done, end - done).append(" ").append(comments[next++ % std::size(comments)]).append("\n");
      done = end;
    }
    text = result.append(text, done, text.npos);
  }
  return files;
}

Files with_noise_names(Files files, const std::set<std::string>& names) {
  const auto noise = [&](const std::string& name) {
    const auto found = names.find(name);
    if (found == names.end()) return name;
    return "zq" + std::to_string(std::distance(names.begin(), found) * 7 + 11) + "x";
  };
  static const std::regex word(R"([A-Za-z_]\w*)");
  for (auto& [name, text] : files) {
    std::vector<Token> changed;
    for (auto& token : tokens_of(text)) {
      if (token.kind == TokenKind::identifier && names.contains(token.text)) {
        changed.push_back({token.kind, noise(token.text), token.offset});
      } else if (token.kind == TokenKind::directive && !std::regex_search(token.text, std::regex(R"(^#\s*(include|pragma|error))"))) {
        std::string directive;
        auto rest = token.text;
        for (std::smatch match; std::regex_search(rest, match, word); rest = match.suffix())
          directive += match.prefix().str() + noise(match.str());
        changed.push_back({token.kind, directive + rest, token.offset});
      }
    }
    text = respelt(text, changed);
  }
  return files;
}

Files with_named_constants(Files files) {
  static const std::regex plain(R"([2-9]|[1-9]\d{1,8}|\d+\.\d+)");
  for (auto& [name, text] : files) {
    if (!is_cpp(name)) continue;
    std::vector<Token> changed;
    std::string prelude;
    std::set<std::string> known;
    for (auto& token : tokens_of(text)) {
      if (token.kind != TokenKind::number || !std::regex_match(token.text, plain)) continue;
      const bool floating = token.text.find('.') != token.text.npos;
      auto constant = "quirk_k" + token.text;
      std::ranges::replace(constant, '.', '_');
      if (known.insert(constant).second)
        prelude += guarded(constant, std::string("constexpr ") + (floating ? "double " : "int ") + constant + " = " + token.text + ";");
      changed.push_back({token.kind, constant, token.offset});
    }
    text = prelude + respelt(text, changed);
  }
  return files;
}

}  // namespace assay::quality
