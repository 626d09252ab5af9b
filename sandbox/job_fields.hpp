// How both inits read their jobs: a text of fields, each ended by a zero byte.
#pragma once

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace assay::sandbox {

/// Cuts a job's text, which has to stay, into its fields. Past the end: null, and zero.
class JobFields {
 public:
  explicit JobFields(std::string& text) : at_(text.data()), end_(text.data() + text.size()) {}

  char* next() {
    if (at_ >= end_) return nullptr;
    char* field = at_;
    at_ += std::strlen(field) + 1;
    return field;
  }

  /// In decimal.
  unsigned long number() {
    const char* field = next();
    return field ? std::strtoul(field, nullptr, 10) : 0;
  }

  /// A count and so many fields; ended by a null pointer, as execve takes them.
  std::vector<char*> words() {
    std::vector<char*> words;
    for (unsigned long count = number(); count > 0; --count) words.push_back(next());
    words.push_back(nullptr);
    return words;
  }

  /// A count and so many numbers.
  template <typename Number>
  std::vector<Number> numbers() {
    std::vector<Number> numbers;
    for (unsigned long count = number(); count > 0; --count) numbers.push_back(static_cast<Number>(number()));
    return numbers;
  }

 private:
  char* at_;
  char* end_;
};

}  // namespace assay::sandbox
