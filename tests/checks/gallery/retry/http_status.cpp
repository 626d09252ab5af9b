// HTTP: 429 and 5xx are tried again, other answers are final.
// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter satisfied
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow satisfied
// label: rt-no-lock-sleeping satisfied
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <thread>

struct HttpReply {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;
};

class HttpTransport {
 public:
  virtual ~HttpTransport() = default;
  virtual HttpReply post(const std::string& url, const std::string& body) = 0;
};

namespace {

bool worth_another_try(const HttpReply& reply) { return reply.status == 429 || reply.status >= 500; }

std::chrono::milliseconds wait_before(int attempt) {
  thread_local std::mt19937 generator{std::random_device{}()};
  const std::int64_t ceiling = std::min<std::int64_t>(30'000, std::int64_t{250} << std::min(attempt, 16));
  return std::chrono::milliseconds{std::uniform_int_distribution<std::int64_t>{ceiling / 2, ceiling}(generator)};
}

}  // namespace

HttpReply post_with_patience(HttpTransport& transport, const std::string& url, const std::string& body) {
  HttpReply reply;
  for (int attempt = 0; attempt < 5; ++attempt) {
    if (attempt > 0) std::this_thread::sleep_for(wait_before(attempt));
    reply = transport.post(url, body);
    if (!worth_another_try(reply)) break;
  }
  return reply;
}

// mutant rt-jitter violated: std::uniform_int_distribution<std::int64_t>{ceiling / 2, ceiling}(generator) => ceiling
// mutant rt-jitter violated: generator{std::random_device{}()} => generator{42}
// mutant rt-growth violated: std::int64_t{250} << std::min(attempt, 16) => std::int64_t{250}
// mutant rt-permanent-errors violated: return reply.status == 429 || reply.status >= 500; => return reply.status != 200;
