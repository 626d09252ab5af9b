#pragma once
#include <iosfwd>
#include <string>
namespace boost { namespace uuids {
struct uuid { unsigned char data[16]; bool is_nil() const; };
bool operator==(const uuid&, const uuid&); bool operator!=(const uuid&, const uuid&); bool operator<(const uuid&, const uuid&);
std::ostream& operator<<(std::ostream&, const uuid&); std::string to_string(const uuid&);
struct random_generator { uuid operator()(); }; struct nil_generator { uuid operator()() const; }; struct string_generator { uuid operator()(const std::string&) const; };
uuid nil_uuid();
} template <class T, class S> T lexical_cast(const S&); }
