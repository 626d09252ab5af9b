#pragma once
#include <cstdio>
#include <string>
#include <string_view>
namespace fmt {
template <class... A> std::string format(std::string_view, const A&...); template <class... A> void print(std::string_view, const A&...); template <class... A> void print(std::FILE*, std::string_view, const A&...); template <class... A> void println(std::string_view, const A&...);
template <class O, class... A> O format_to(O, std::string_view, const A&...); template <class R> std::string join(const R&, std::string_view); template <class T> std::string to_string(const T&); template <class T> const void* ptr(T); std::string_view runtime(std::string_view);
template <class T, class C = char> struct formatter { template <class X> constexpr const char* parse(X&); };
typedef std::string memory_buffer; struct format_context { char* out(); }; struct format_parse_context { const char* begin(); const char* end(); };
}
