#pragma once
#include <string>
namespace boost { namespace algorithm {
void trim(std::string&); std::string trim_copy(const std::string&); void to_lower(std::string&); void to_upper(std::string&);
template <class C, class S, class P> C& split(C&, const S&, P); struct is_any_of { explicit is_any_of(const char*); bool operator()(char) const; };
bool starts_with(const std::string&, const std::string&); bool iequals(const std::string&, const std::string&);
} using namespace algorithm; }
