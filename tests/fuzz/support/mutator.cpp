#include "support/mutator.hpp"

#include <array>
#include <string_view>

namespace assay::fuzz {
namespace {

using namespace std::string_view_literals;

// At the edges of what counters and escapes hold.
constexpr std::array edges{"\0"sv, "\x7f"sv, "\x80"sv, "\xff"sv, "\xff\xff\xff\xff"sv, "\xff\xff\xff\x7f"sv, "\0\0\0\0"sv,
                           "-1"sv, "18446744073709551616"sv, "\n"sv, "\r\n"sv, "\x1b["sv, "\xe2\x80\xae"sv, "<"sv, "\""sv,
                           "\\"sv, "/"sv, "../"sv};

}  // namespace

std::string_view Mutator::piece_of(const std::string& text) {
  const std::size_t begin = below(text.size());
  return std::string_view(text).substr(begin, 1 + below(32));
}

void Mutator::change(std::string& text) {
  const std::size_t at = below(text.size() + 1);
  switch (below(8)) {
    case 0:
      if (at < text.size()) text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(8)));
      break;
    case 1:
      if (at < text.size()) text[at] = static_cast<char>(below(256));
      break;
    case 2: text.insert(at, 1, static_cast<char>(below(256))); break;
    case 3: text.erase(at, 1 + below(16)); break;
    case 4: text.insert(at, std::string(piece_of(text))); break;
    case 5: text.insert(at, edges[below(edges.size())]); break;
    case 6:
      if (!words_.empty()) text.insert(at, words_[below(words_.size())]);
      break;
    default: text.insert(at, std::string(piece_of(seeds_[below(seeds_.size())].content)));
  }
}

std::string Mutator::next() {
  std::string text = seeds_[below(seeds_.size())].content;
  for (std::size_t changes = 1 + below(8); changes > 0; --changes) change(text);
  text.resize(std::min(text.size(), longest));
  return text;
}

std::string Mutator::repeated(const Seed& seed) {
  const std::string piece = below(2) == 0 ? seed.content : std::string(piece_of(seed.content));
  std::string text;
  while (!piece.empty() && text.size() < longest) text += piece;
  text.resize(std::min(text.size(), longest));
  return text;
}

}  // namespace assay::fuzz
