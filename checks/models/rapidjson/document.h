#pragma once
#include <cstddef>
#include <cstdint>
namespace rapidjson {
typedef unsigned SizeType; enum Type { kNullType, kFalseType, kTrueType, kObjectType, kArrayType, kStringType, kNumberType };
struct CrtAllocator {}; struct MemoryPoolAllocator {};
class StringBuffer { public: const char* GetString() const; std::size_t GetSize() const; std::size_t GetLength() const; void Clear(); };
class Value { public: Value(); explicit Value(Type); template <class... A> explicit Value(A&&...); template <class K> Value& operator[](const K&); template <class K> const Value& operator[](const K&) const; bool HasMember(const char*) const; bool IsObject() const; bool IsArray() const; bool IsString() const; bool IsInt() const; bool IsNumber() const; bool IsBool() const; bool IsNull() const; const char* GetString() const; SizeType GetStringLength() const; int GetInt() const; std::int64_t GetInt64() const; std::uint64_t GetUint64() const; double GetDouble() const; bool GetBool() const; SizeType Size() const; template <class... A> Value& AddMember(A&&...); template <class... A> Value& PushBack(A&&...); template <class... A> Value& SetString(A&&...); Value& SetObject(); Value& SetArray(); template <class H> bool Accept(H&) const; Value* Begin() const; Value* End() const; };
class Document : public Value { public: Document& Parse(const char*); Document& Parse(const char*, std::size_t); bool HasParseError() const; int GetParseError() const; std::size_t GetErrorOffset() const; MemoryPoolAllocator& GetAllocator(); };
template <class B> class Writer { public: explicit Writer(B&); bool StartObject(); bool EndObject(); bool StartArray(); bool EndArray(); bool Key(const char*); bool String(const char*); bool Int(int); bool Int64(std::int64_t); bool Uint64(std::uint64_t); bool Double(double); bool Bool(bool); bool Null(); }; template <class B> using PrettyWriter = Writer<B>;
}
