// Theory of operation. An easy handle has a cache of connections of its own, and one thread at a time: a request takes an
// idle handle, or a new one, and puts it back. libcurl sends a request a second time where a kept connection
// ends before the answer begins; DynamoDB may have carried it out by then, so the second time is
// refused, in the callback that comes before each sending.
#include "dynamodb/http_transport.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "lab/dynamodb_errors.hpp"

namespace lab::dynamodb {
namespace {

/// Before a longer body libcurl asks for a "100 Continue", and waits for it, unless it is told not to; which it would
/// then sign, so that AWS, unlike what is spoken to without TLS, would refuse it.
constexpr std::size_t asks_before = 1'000'000;

void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw std::runtime_error(curl_easy_strerror(started));
}

bool is_plain(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c) != 0; });
}

const ClientOptions& checked(const ClientOptions& options) {
  const std::string_view endpoint = options.endpoint;
  const bool http = endpoint.starts_with("http://") || endpoint.starts_with("https://");
  if (!http) throw std::invalid_argument("an endpoint begins with http:// or https://");
  if (options.region.empty() || options.access_key_id.empty() || options.secret_access_key.empty()) {
    throw std::invalid_argument("a region and credentials are needed");
  }
  for (const auto* text : {&options.endpoint, &options.region, &options.access_key_id, &options.session_token}) {
    if (!is_plain(*text)) throw std::invalid_argument("an option has a control character");
  }
  if (options.timeout <= std::chrono::milliseconds::zero()) throw std::invalid_argument("a timeout is above zero");
  return options;
}

std::string url_of(std::string endpoint) {
  if (!endpoint.ends_with('/')) endpoint += '/';
  return endpoint;
}

/// On AWS the Streams API has a host of its own.
std::string stream_url_of(const std::string& endpoint) {
  constexpr std::string_view aws = "https://dynamodb.";
  std::string url = url_of(endpoint);
  const bool on_aws = url.starts_with(aws) && url.find(".amazonaws.com") != std::string::npos;
  if (on_aws) url.replace(0, aws.size(), "https://streams.dynamodb.");
  return url;
}

std::size_t append_to(char* bytes, std::size_t /*one*/, std::size_t count, void* body) {
  try {
    static_cast<std::string*>(body)->append(bytes, count);
    return count;
  } catch (const std::exception&) {  // libcurl is C
    return 0;
  }
}

int before_sending(void* sent, char*, char*, int, int) {
  return std::exchange(*static_cast<bool*>(sent), true) ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

class Headers {
 public:
  Headers() = default;
  Headers(const Headers&) = delete;
  Headers& operator=(const Headers&) = delete;
  ~Headers() { curl_slist_free_all(list_); }

  void add(const std::string& line) {
    curl_slist* longer = curl_slist_append(list_, line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    list_ = longer;
  }
  [[nodiscard]] curl_slist* list() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

}  // namespace

HttpTransport::HttpTransport(const ClientOptions& options)
    : options_(checked(options)), table_url_(url_of(options.endpoint)), stream_url_(stream_url_of(options.endpoint)) {
  start_curl();
}

HttpTransport::Handle HttpTransport::take() {
  std::unique_lock lock(mutex_);
  if (idle_.empty()) {
    lock.unlock();
    return make();
  }
  Handle handle = std::move(idle_.back());
  idle_.pop_back();
  return handle;
}

void HttpTransport::put_back(Handle handle) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(handle));
}

HttpTransport::Handle HttpTransport::make() const {
  Handle handle(curl_easy_init());
  if (!handle) throw std::bad_alloc();
  CURL* curl = handle.get();
  const auto timeout = static_cast<long>(options_.timeout.count());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "127.0.0.1,localhost");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, timeout);
  curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, 131'072L);
  curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, ("aws:amz:" + options_.region + ":dynamodb").c_str());
  curl_easy_setopt(curl, CURLOPT_USERNAME, options_.access_key_id.c_str());
  curl_easy_setopt(curl, CURLOPT_PASSWORD, options_.secret_access_key.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append_to);
  curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, before_sending);
  return handle;
}

HttpAnswer HttpTransport::post(Api api, const std::string& operation, const std::string& body) {
  Headers headers;
  headers.add((api == Api::tables ? "X-Amz-Target: DynamoDB_20120810." : "X-Amz-Target: DynamoDBStreams_20120810.") + operation);
  headers.add("Content-Type: application/x-amz-json-1.0");
  if (body.size() > asks_before && !table_url_.starts_with("https:")) headers.add("Expect:");
  if (!options_.session_token.empty()) headers.add("X-Amz-Security-Token: " + options_.session_token);

  Handle handle = take();
  CURL* curl = handle.get();
  HttpAnswer answer;
  bool sent = false;
  std::array<char, CURL_ERROR_SIZE> problem{};
  curl_easy_setopt(curl, CURLOPT_URL, (api == Api::tables ? table_url_ : stream_url_).c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.list());
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(curl, CURLOPT_PREREQDATA, &sent);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, problem.data());
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
  if (code == CURLE_OK) curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  put_back(std::move(handle));
  if (code == CURLE_ABORTED_BY_CALLBACK) throw ConnectionError("the connection was closed before an answer came");
  if (code != CURLE_OK) throw ConnectionError(problem.front() != '\0' ? problem.data() : curl_easy_strerror(code));
  return answer;
}

}  // namespace lab::dynamodb
