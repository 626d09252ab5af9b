#include "report/markdown.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace assay::report {
namespace {

constexpr std::size_t text_indent = 2;
constexpr std::size_t code_indent = 6;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// Without the asterisks of emphasis; those of code and of products stay.
std::string plain(std::string_view text) {
  std::string result;
  bool in_code = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '`') in_code = !in_code;
    const bool beside_word = (i > 0 && is_word(text[i - 1])) != (i + 1 < text.size() && is_word(text[i + 1]));
    if (text[i] == '*' && !in_code && (beside_word || text.substr(i).starts_with("**") || result.ends_with('*'))) continue;
    result += text[i];
  }
  return result;
}

class Writer {
 public:
  explicit Writer(Page& page) : page_(page) {}

  void line(std::string_view text) {
    if (text.starts_with("```")) {
      finish_paragraph();
      page_.gap();
      in_code_ = !in_code_;
    } else if (in_code_) {
      page_.line(code_indent, text, Style::dim);
    } else if (text.starts_with("#")) {
      finish_paragraph();
      page_.heading(text.substr(text.find_first_not_of("# ")), Style::bold);
    } else if (text.empty()) {
      finish_paragraph();
      page_.gap();
    } else if (text.starts_with("- ") || text.starts_with("| ")) {
      finish_paragraph();
      start_ = text.starts_with("- ") ? "- " : "";
      paragraph_ = text.substr(start_.size());
    } else {
      if (!paragraph_.empty()) paragraph_ += ' ';
      paragraph_ += text.substr(std::min(text.find_first_not_of(' '), text.size()));
    }
  }

  void finish_paragraph() {
    if (!paragraph_.empty()) page_.row(text_indent, start_, plain(paragraph_));
    paragraph_.clear();
    start_.clear();
  }

 private:
  Page& page_;
  std::string paragraph_, start_;
  bool in_code_ = false;
};

}  // namespace

void add_markdown(Page& page, std::string_view text) {
  Writer writer(page);
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    writer.line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  writer.finish_paragraph();
}

}  // namespace assay::report
