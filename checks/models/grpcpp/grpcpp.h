#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <string>
namespace grpc {
enum StatusCode { OK, CANCELLED, UNKNOWN, INVALID_ARGUMENT, DEADLINE_EXCEEDED, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS, UNAUTHENTICATED };
class Status { public: Status(); Status(StatusCode, const std::string&); bool ok() const; StatusCode error_code() const; std::string error_message() const; std::string error_details() const; static const Status& OK; static const Status& CANCELLED; };
class ClientContext { public: template <class T> void set_deadline(const T&); void AddMetadata(const std::string&, const std::string&); void TryCancel(); void set_wait_for_ready(bool); std::string peer() const; };
class ServerContext { public: bool IsCancelled() const; std::string peer() const; std::multimap<std::string, std::string> client_metadata() const; }; typedef ServerContext CallbackServerContext;
class ChannelCredentials {}; class ServerCredentials {}; std::shared_ptr<ChannelCredentials> InsecureChannelCredentials(); std::shared_ptr<ServerCredentials> InsecureServerCredentials();
class ChannelArguments { public: void SetInt(const std::string&, int); void SetMaxReceiveMessageSize(int); void SetString(const std::string&, const std::string&); };
class Channel { public: template <class T> bool WaitForConnected(T); int GetState(bool); }; typedef Channel ChannelInterface;
std::shared_ptr<Channel> CreateChannel(const std::string&, const std::shared_ptr<ChannelCredentials>&); std::shared_ptr<Channel> CreateCustomChannel(const std::string&, const std::shared_ptr<ChannelCredentials>&, const ChannelArguments&);
class Service { public: virtual ~Service(); }; class Server { public: void Wait(); void Shutdown(); template <class T> void Shutdown(const T&); };
class ServerBuilder { public: ServerBuilder& AddListeningPort(const std::string&, std::shared_ptr<ServerCredentials>, int* = nullptr); ServerBuilder& RegisterService(Service*); std::unique_ptr<Server> BuildAndStart(); template <class T> T AddCompletionQueue(); };
template <class T> class ServerWriter { public: bool Write(const T&); }; template <class T> class ClientReader { public: bool Read(T*); Status Finish(); };
}
