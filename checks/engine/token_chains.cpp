#include "checks/engine/token_chains.hpp"

#include <clang/Lex/Lexer.h>

#include "checks/engine/clang_headers.hpp"

namespace assay::checks {
namespace {

constexpr std::size_t max_tokens = 1'000'000;
constexpr std::size_t max_argument_tokens = 200;

struct Word {
  std::string text;
  clang::tok::TokenKind kind = clang::tok::unknown;
  [[nodiscard]] bool is_name() const { return kind == clang::tok::raw_identifier; }
};

const std::set<std::string>& keywords() {
  static const std::set<std::string> words{
      "alignas", "alignof", "asm", "auto", "bool", "break", "case", "catch", "char", "char8_t", "char16_t", "char32_t", "class",
      "co_await", "co_return", "co_yield", "concept", "const", "consteval", "constexpr", "constinit", "const_cast", "continue",
      "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false",
      "final", "float", "for", "friend", "goto", "if", "inline", "int", "long", "mutable", "namespace", "new", "noexcept",
      "nullptr", "operator", "override", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return",
      "short", "signed", "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this",
      "thread_local", "throw", "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void",
      "volatile", "wchar_t", "while"};
  return words;
}

bool is_plain_name(const Word& word) { return word.is_name() && !keywords().contains(word.text); }

/// The tokens of a file without its comments and include lines.
std::vector<Word> words_of(llvm::StringRef text, const clang::LangOptions& options) {
  clang::Lexer lexer(clang::SourceLocation(), options, text.begin(), text.begin(), text.end());
  std::vector<Word> result;
  bool in_include = false;
  bool after_hash = false;
  for (clang::Token token; result.size() < max_tokens;) {
    lexer.LexFromRawLexer(token);
    if (token.is(clang::tok::eof)) break;
    if (token.isAtStartOfLine()) in_include = false;
    const bool starts_directive = token.isAtStartOfLine() && token.is(clang::tok::hash);
    std::string spelling(text.substr(lexer.getBufferLocation() - text.begin() - token.getLength(), token.getLength()));
    if (token.is(clang::tok::raw_identifier)) spelling = token.getRawIdentifier().str();
    if (after_hash && spelling.starts_with("include")) in_include = true;
    after_hash = starts_directive;
    if (!in_include) result.push_back({std::move(spelling), token.getKind()});
  }
  return result;
}

class Reader {
 public:
  Reader(const std::vector<Word>& words, OwnTokens& result) : words_(words), result_(result) {}

  void run() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (at(i) == "{") ++depth_;
      if (at(i) == "}" && depth_ > 0) --depth_;
      if (words_[i].is_name()) result_.words.insert(words_[i].text);
      if (at(i) == "co_return" && at(i + 1) != ";") result_.returns_values = true;
      if (!is_plain_name(words_[i])) continue;
      if (i > 0 && (at(i - 1) == "." || at(i - 1) == "->")) {
        member(i);
      } else if (i > 1 && at(i - 1) == "template" && (at(i - 2) == "." || at(i - 2) == "->")) {
        member(i);
      } else if (i == 0 || at(i - 1) != "::" || i == 1 || !is_plain_name(words_[i - 2])) {
        chain(i);
      }
    }
  }

 private:
  [[nodiscard]] const std::string& at(std::size_t i) const {
    static const std::string none;
    return i < words_.size() ? words_[i].text : none;
  }

  /// The token after the template arguments that begin at `i`, or `i` where none do.
  std::size_t after_arguments(std::size_t i, std::vector<bool>& values) const {
    if (at(i) != "<") return i;
    int angles = 0;
    int others = 0;
    bool first = true;
    for (std::size_t j = i; j < words_.size() && j < i + max_argument_tokens; ++j) {
      const auto& text = at(j);
      if (first && j > i) {
        if (text != ">") values.push_back(is_value(j));
        first = false;
      }
      if (text == "(" || text == "[" || text == "{") ++others;
      if (text == ")" || text == "]" || text == "}") --others;
      if (others < 0 || (others == 0 && (text == ";" || text == "&&" || text == "||" || text == "==" || text == "="))) break;
      if (others > 0) continue;
      if (text == "<") ++angles;
      if (text == ">") --angles;
      if (text == ">>") angles -= 2;
      if (text == "," && angles == 1) first = true;
      if (angles <= 0) return j + 1;
    }
    values.clear();
    return i;
  }

  [[nodiscard]] bool is_value(std::size_t i) const {
    const auto kind = words_[i].kind;
    return kind == clang::tok::numeric_constant || kind == clang::tok::string_literal ||
           kind == clang::tok::char_constant || at(i) == "true" || at(i) == "false" || at(i) == "-" || at(i) == "nullptr";
  }

  void member(std::size_t i) {
    auto& use = result_.members[words_[i].text];
    std::vector<bool> values;
    const auto next = after_arguments(i + 1, values);
    const bool called = at(next) == "(";
    (called ? use.called : use.read) = true;
    if (next == i + 1 || !called) return;
    for (const bool value : values) (value ? use.with_values : use.with_types) = true;
  }

  void chain(std::size_t i) {
    Chain chain;
    chain.at_brace_depth_0 = depth_ == 0;
    const bool global = i > 0 && at(i - 1) == "::";
    const std::size_t first = global ? i - 1 : i;
    if (first > 0) chain.before = at(first - 1);
    if (first > 1) chain.before2 = at(first - 2);
    std::size_t next = i;
    for (;;) {
      ChainPart part{words_[next].text, false, {}};
      const auto end = after_arguments(next + 1, part.value_arguments);
      part.has_arguments = end != next + 1;
      chain.parts.push_back(std::move(part));
      next = end;
      if (at(next) != "::") break;
      if (at(next + 1) == "template") ++next;
      if (next + 1 >= words_.size() || !is_plain_name(words_[next + 1])) break;
      ++next;
    }
    chain.after = at(next);
    chain.after2 = at(next + 1);
    if (chain.after == "(") chain.declares = brace_follows(next);
    result_.chains.push_back(std::move(chain));
  }

  [[nodiscard]] bool brace_follows(std::size_t open) const {
    int depth = 0;
    for (std::size_t j = open; j < words_.size() && j < open + max_argument_tokens; ++j) {
      if (at(j) == "(") ++depth;
      if (at(j) == ")" && --depth == 0) return at(j + 1) == "{";
    }
    return false;
  }

  const std::vector<Word>& words_;
  OwnTokens& result_;
  unsigned depth_ = 0;
};

/// The text of a unit's own files, each once.
class Files {
 public:
  Files(const std::vector<std::string>& flags, const SourceScope& scope) : scope_(scope) {
    for (std::size_t i = 0; i < flags.size(); ++i) {
      if (!flags[i].starts_with("-I") && flags[i] != "-iquote" && flags[i] != "-isystem") continue;
      if (flags[i].size() > 2 && flags[i].starts_with("-I")) folders_.emplace_back(flags[i].substr(2));
      else if (i + 1 < flags.size()) folders_.emplace_back(flags[i + 1]);
    }
  }

  void add(const std::filesystem::path& path) {
    std::error_code ignored;  // what cannot be looked at is not there
    if (!std::filesystem::is_regular_file(path, ignored) || std::filesystem::file_size(path, ignored) > max_bytes) return;
    if (seen_.size() >= max_files || !scope_.own_file(path.string()) || !seen_.insert(path.lexically_normal().string()).second) return;
    waiting_.push_back(path);
  }

  std::optional<std::string> next() {
    if (waiting_.empty() || bytes_ > max_bytes) return std::nullopt;
    const auto path = waiting_.back();
    waiting_.pop_back();
    const auto buffer = llvm::MemoryBuffer::getFile(path.string());
    if (!buffer) return "";
    std::string text = (*buffer)->getBuffer().substr(0, max_bytes).str();
    bytes_ += text.size();
    add_included(text, path.parent_path());
    return text;
  }

 private:
  static constexpr std::size_t max_files = 200;
  static constexpr std::size_t max_bytes = std::size_t{4} << 20;

  void add_included(llvm::StringRef text, const std::filesystem::path& folder) {
    while (!text.empty()) {
      auto [line, rest] = text.split('\n');
      text = rest;
      line = line.ltrim();
      if (!line.consume_front("#") || !(line = line.ltrim()).consume_front("include")) continue;
      line = line.ltrim();
      if (line.empty() || (line.front() != '"' && line.front() != '<')) continue;
      const auto name = line.drop_front().take_until([](char c) { return c == '"' || c == '>'; }).str();
      if (!name.empty()) add_included_file(name, folder);
    }
  }

  void add_included_file(const std::string& name, const std::filesystem::path& folder) {
    std::error_code ignored;  // what cannot be looked at is not there
    if (std::filesystem::is_regular_file(folder / name, ignored)) return add(folder / name);
    for (const auto& other : folders_)
      if (std::filesystem::is_regular_file(other / name, ignored)) return add(other / name);
    if (const auto found = scope_.find_header(name)) add(*found);
  }

  const SourceScope& scope_;
  std::vector<std::filesystem::path> folders_;
  std::vector<std::filesystem::path> waiting_;
  std::set<std::string> seen_;
  std::size_t bytes_ = 0;
};

}  // namespace

OwnTokens read_own_tokens(const std::filesystem::path& file, const std::vector<std::string>& flags,
                          const SourceScope& scope) {
  OwnTokens result;
  Files files(flags, scope);
  files.add(file);
  clang::LangOptions options;
  options.CPlusPlus = options.CPlusPlus11 = options.CPlusPlus14 = options.CPlusPlus17 = options.CPlusPlus20 = true;
  options.Bool = options.LineComment = true;
  while (const auto text = files.next()) {
    const auto words = words_of(*text, options);
    Reader(words, result).run();
  }
  for (const auto& chain : result.chains)
    if (chain.parts.size() == 2 && chain.parts[1].name == "now" && chain.after == "(") result.clocks.insert(chain.parts[0].name);
  return result;
}

}  // namespace assay::checks
