#pragma once
#include <string>
#include <string_view>
#include <vector>
namespace absl { using std::string_view; template <class... A> std::string StrCat(const A&...); template <class... A> void StrAppend(std::string*, const A&...); template <class... A> std::string StrFormat(std::string_view, const A&...); template <class C> std::string StrJoin(const C&, std::string_view); std::vector<std::string> StrSplit(std::string_view, char); }
