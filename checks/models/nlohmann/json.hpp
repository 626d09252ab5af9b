#pragma once
#include <cstddef>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <istream>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>
namespace nlohmann {
namespace detail { class exception : public std::exception { public: const char* what() const noexcept override; int id; }; struct parse_error : exception {}; struct type_error : exception {}; struct out_of_range : exception {}; struct invalid_iterator : exception {}; struct other_error : exception {};
template <class T> struct is_text : std::integral_constant<bool, !std::is_pointer<T>::value && !std::is_same<T, char>::value && !std::is_same<T, std::string_view>::value> {}; template <class T> struct is_text<std::initializer_list<T>> : std::false_type {}; template <class T> struct is_text<std::allocator<T>> : std::false_type {}; }
class json {
 public:
  typedef detail::exception exception; typedef detail::parse_error parse_error; typedef detail::type_error type_error; typedef detail::out_of_range out_of_range;
  typedef std::size_t size_type; typedef std::map<std::string, json> object_t; typedef std::vector<json> array_t; typedef std::string string_t;
  enum class value_t { null, object, array, string, boolean, number_integer, number_unsigned, number_float, binary, discarded };
  json(); json(std::nullptr_t); json(const json&); json(json&&); json(std::initializer_list<json>, bool = true, value_t = value_t::array);
  template <class T, class = typename std::enable_if<!std::is_base_of<json, typename std::decay<T>::type>::value>::type> json(T&&);
  json& operator=(const json&); json& operator=(json&&);
  static json parse(std::string_view); static json parse(std::istream&); template <class F> static json parse(std::string_view, F&&, bool = true, bool = false); template <class I> static json parse(I, I, int);
  static json object(); static json object(std::initializer_list<json>); static json array(); static json array(std::initializer_list<json>); static bool accept(std::string_view);
  std::string dump(int = -1, char = ' ', bool = false, int = 0) const;
  json& operator[](const std::string&); const json& operator[](const std::string&) const; json& operator[](const char*); const json& operator[](const char*) const; json& operator[](std::size_t); const json& operator[](std::size_t) const; json& operator[](int); const json& operator[](int) const;
  json& at(const std::string&); const json& at(const std::string&) const; json& at(std::size_t); const json& at(std::size_t) const;
  template <class T> T get() const; template <class T> void get_to(T&) const; template <class T> const T& get_ref() const; template <class T> T value(const std::string&, const T&) const; std::string value(const std::string&, const char*) const;
  template <class T, class = typename std::enable_if<detail::is_text<T>::value>::type> operator T() const;
  bool contains(const std::string&) const; std::size_t count(const std::string&) const; json* find(const std::string&); const json* find(const std::string&) const; std::size_t size() const; bool empty() const; void clear(); template <class T> void push_back(T&&); void push_back(std::initializer_list<json>); template <class... A> json& emplace_back(A&&...); template <class K> std::size_t erase(K&&); void update(const json&); value_t type() const; const char* type_name() const;
  bool is_null() const; bool is_object() const; bool is_array() const; bool is_string() const; bool is_boolean() const; bool is_number() const; bool is_number_integer() const; bool is_number_unsigned() const; bool is_number_float() const; bool is_discarded() const;
  json* begin(); json* end(); const json* begin() const; const json* end() const; const std::string& key() const; json& value(); const json& value() const; std::vector<std::pair<std::string, json>> items() const; json& front(); json& back();
};
template <class T> bool operator==(const json&, const T&); template <class T> bool operator!=(const json&, const T&);
std::ostream& operator<<(std::ostream&, const json&); std::istream& operator>>(std::istream&, json&);
typedef json ordered_json; template <class T, class = void> struct adl_serializer {};
}
inline nlohmann::json operator""_json(const char*, std::size_t);
#define NLOHMANN_DEFINE_TYPE_INTRUSIVE(...)
#define NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(...)
#define NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(...)
#define NLOHMANN_JSON_SERIALIZE_ENUM(...)
