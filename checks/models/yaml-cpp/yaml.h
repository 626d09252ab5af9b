#pragma once
#include <exception>
#include <string>
namespace YAML {
class Exception : public std::exception { public: std::string msg; }; class ParserException : public Exception {}; class BadFile : public Exception {}; class BadConversion : public Exception {};
class Node { public: Node(); template <class T> Node(const T&); template <class K> Node operator[](const K&) const; template <class T> T as() const; template <class T, class S> T as(const S&) const; template <class T> Node& operator=(const T&); explicit operator bool() const; bool operator!() const; bool IsDefined() const; bool IsNull() const; bool IsMap() const; bool IsSequence() const; bool IsScalar() const; std::size_t size() const; const std::string& Scalar() const; template <class T> void push_back(const T&); Node* begin() const; Node* end() const; };
Node Load(const std::string&); Node LoadFile(const std::string&); class Emitter { public: template <class T> Emitter& operator<<(const T&); const char* c_str() const; };
}
