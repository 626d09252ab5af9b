#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <curl/curl.h>

#include "lab/dynamodb_client.hpp"

namespace lab::dynamodb {

struct HttpAnswer {
  long status = 0;
  std::string body;
};

/// DynamoDB's two services.
enum class Api { tables, streams };

/// POSTs requests over HTTP/1.1, signed with AWS's Signature Version 4. Connections are kept, one for each
/// request that is under way at once. Any number of threads may use it at once.
class HttpTransport {
 public:
  /// Throws std::invalid_argument where an option cannot be meant.
  explicit HttpTransport(const ClientOptions& options);

  /// Sends it once. Throws ConnectionError where no whole answer came.
  [[nodiscard]] HttpAnswer post(Api api, const std::string& operation, const std::string& body);

 private:
  struct HandleEnd {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  using Handle = std::unique_ptr<CURL, HandleEnd>;

  [[nodiscard]] Handle take();
  void put_back(Handle handle);
  [[nodiscard]] Handle make() const;

  const ClientOptions options_;
  const std::string table_url_;
  const std::string stream_url_;
  std::mutex mutex_;            // guards the handles that no request uses
  std::vector<Handle> idle_;
};

}  // namespace lab::dynamodb
