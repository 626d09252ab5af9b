// Transactions in few words: "ax1 ry12" appends 1 to x and reads y as [1, 2]; "ry" reads it empty.
#pragma once

#include <string>
#include <string_view>

#include "history/list_append.hpp"

namespace assay::kit::history {

/// Keys and elements have one character each. Without times, all transactions overlap.
inline Transaction transaction(std::string_view words, Fate fate = Fate::committed) {
  Transaction made{.fate = fate};
  for (std::size_t i = 0; i < words.size();) {
    if (words[i] == ' ') {
      ++i;
      continue;
    }
    const bool append = words[i] == 'a';
    const std::string key(1, words[i + 1]);
    Elements elements;
    for (i += 2; i < words.size() && words[i] != ' '; ++i) elements.emplace_back(1, words[i]);
    if (append) {
      made.micros.emplace_back(ListAppend{key, elements.front()});
    } else {
      made.micros.emplace_back(ListRead{key, elements});
    }
  }
  return made;
}

inline Transaction transaction(std::string_view words, int from, int to, Fate fate = Fate::committed) {
  Transaction made = transaction(words, fate);
  made.invoked = core::Duration(from);
  made.returned = core::Duration(to);
  return made;
}

}  // namespace assay::kit::history
