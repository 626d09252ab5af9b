#include <algorithm>

#include "quality/transform/layout.hpp"

namespace assay::quality {
namespace {

struct Clock {
  const char* name;
  const char* prelude;  ///< both an alias and a function, once a unit
};

constexpr Clock clocks[] = {
    {"steady_clock", R"(#ifndef QUIRK_STEADY
#define QUIRK_STEADY
#include <chrono>
namespace quirk { using steady_clock_tick = std::chrono::steady_clock; inline auto steady_clock_reads() { return std::chrono::steady_clock::now(); } }
#endif
)"},
    {"system_clock", R"(#ifndef QUIRK_SYSTEM
#define QUIRK_SYSTEM
#include <chrono>
namespace quirk { using system_clock_tick = std::chrono::system_clock; inline auto system_clock_reads() { return std::chrono::system_clock::now(); } }
#endif
)"}};

bool is_cpp(const std::string& file) { return !file.ends_with(".c"); }

Files with_clocks(Files files, bool wrapped) {
  for (auto& [name, text] : files) {
    if (!is_cpp(name)) continue;
    std::string prelude;
    std::vector<Token> changed;
    const auto tokens = tokens_of(text);
    for (const auto& clock : clocks) {
      for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (!stands(tokens, i, {"std", "::", "chrono", "::", clock.name})) continue;
        // "using std::chrono::steady_clock" names it as it is.
        if (i > 0 && (tokens[i - 1].text == "using" || tokens[i - 1].text == "::")) continue;
        const bool reads = stands(tokens, i + 5, {"::", "now", "(", ")"});
        if (wrapped && !reads) continue;
        const auto last = i + (wrapped ? 9 : 5);
        for (auto drop = i; drop < last; ++drop) changed.push_back({tokens[drop].kind, "", tokens[drop].offset});
        changed[changed.size() - (last - i)].text =
            std::string("quirk::") + clock.name + (wrapped ? "_reads()" : "_tick");
        if (!prelude.contains(clock.prelude)) prelude += clock.prelude;
      }
    }
    std::ranges::sort(changed, {}, &Token::offset);
    text = prelude + respelt(text, changed);
  }
  return files;
}

constexpr const char* lock_headers = "#include <condition_variable>\n#include <mutex>\n#include <shared_mutex>\n";

/// A name of a lock without its namespace would be left as it is, and no longer fit.
bool brings_names_in(const std::vector<Token>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i)
    if (stands(tokens, i, {"using", "namespace", "std"}) || stands(tokens, i, {"using", "std", "::"}) || tokens[i].text == "native_handle")
      return true;
  return false;
}

}  // namespace

Files with_clocks_aliased(Files files) { return with_clocks(std::move(files), false); }

Files with_clocks_wrapped(Files files) { return with_clocks(std::move(files), true); }

Files with_other_locks(Files files) {
  static const std::map<std::string, std::string> others{{"mutex", "timed_mutex"},
                                                         {"condition_variable", "condition_variable_any"},
                                                         {"lock_guard", "unique_lock"}};
  for (const auto& [name, text] : files)
    if (brings_names_in(tokens_of(text))) return files;
  for (auto& [name, text] : files) {
    if (!is_cpp(name)) continue;
    std::vector<Token> changed;
    const auto tokens = tokens_of(text);
    for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
      if (!stands(tokens, i, {"std", "::"})) continue;
      if (const auto other = others.find(tokens[i + 2].text); other != others.end())
        changed.push_back({tokens[i + 2].kind, other->second, tokens[i + 2].offset});
    }
    if (!changed.empty()) text = lock_headers + respelt(text, changed);
  }
  return files;
}

}  // namespace assay::quality
