#pragma once
#include <cstdint>
#include <string>
namespace google { namespace protobuf {
class MessageLite { public: virtual ~MessageLite(); bool SerializeToString(std::string*) const; std::string SerializeAsString() const; bool ParseFromString(const std::string&); bool ParseFromArray(const void*, int); bool SerializeToArray(void*, int) const; std::size_t ByteSizeLong() const; bool IsInitialized() const; std::string GetTypeName() const; virtual void Clear(); };
class Message : public MessageLite { public: void CopyFrom(const Message&); void MergeFrom(const Message&); std::string DebugString() const; std::string ShortDebugString() const; };
class Timestamp : public Message { public: std::int64_t seconds() const; std::int32_t nanos() const; void set_seconds(std::int64_t); void set_nanos(std::int32_t); };
class Empty : public Message {}; class Arena {};
} }
#define GOOGLE_PROTOBUF_VERIFY_VERSION
