#include "support/seeds.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace assay::fuzz {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) throw std::runtime_error("reading " + file.string() + " failed");
  return content;
}

unsigned digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  throw std::runtime_error(std::string("not a hexadecimal digit: ") + c);
}

std::string decoded(const std::string& text) {
  std::string digits;
  bool comment = false;
  for (const char c : text) {
    comment = c == '#' || (comment && c != '\n');
    if (!comment && c != ' ' && c != '\n') digits += c;
  }
  if (digits.size() % 2 != 0) throw std::runtime_error("an odd number of hexadecimal digits");
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    bytes += static_cast<char>(digit_of(digits[i]) * 16 + digit_of(digits[i + 1]));
  }
  return bytes;
}

std::string unescaped(const std::string& text) {
  std::string word;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      word += text[i];
    } else if (text.compare(i + 1, 1, "x") == 0 && i + 3 < text.size()) {
      word += static_cast<char>(digit_of(text[i + 2]) * 16 + digit_of(text[i + 3]));
      i += 3;
    } else if (++i < text.size()) {
      word += text[i];
    }
  }
  return word;
}

}  // namespace

Seed read_seed(const fs::path& file) {
  std::string content = read_file(file);
  return {file.filename().string(), file.extension() == ".hex" ? decoded(content) : std::move(content)};
}

std::vector<Seed> read_seeds(const fs::path& folder) {
  std::vector<Seed> seeds;
  for (const auto& entry : fs::directory_iterator(folder)) seeds.push_back(read_seed(entry.path()));
  std::ranges::sort(seeds, {}, &Seed::name);
  return seeds;
}

std::vector<std::string> read_dictionary(const fs::path& file) {
  std::vector<std::string> words;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    const auto first = line.find('"');
    const auto last = line.rfind('"');
    if (line.empty() || line.front() == '#') continue;
    if (first == last) throw std::runtime_error(file.string() + ": no word in the line " + line);
    words.push_back(unescaped(line.substr(first + 1, last - first - 1)));
  }
  return words;
}

}  // namespace assay::fuzz
