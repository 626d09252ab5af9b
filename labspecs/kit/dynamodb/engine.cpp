#include "dynamodb/engine.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "dynamodb/http_stream.hpp"
#include "judge/subject.hpp"
#include "util/fd.hpp"

namespace assay::kit::dynamodb {
namespace {

using Clock = std::chrono::steady_clock;

/// The engine closes what idles for 30 s; a request may not meet that.
constexpr std::chrono::seconds longest_idle{10};
/// Far more than any request takes.
constexpr std::chrono::seconds longest_answer_time{30};

struct Line {
  explicit Line(int number) : socket(number), stream(number) { stream.reset(); }
  int socket;
  HttpStream stream;
  bool connected = false;
  Clock::time_point used;
};

bool is_plain(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
}

std::string_view service_of(std::string_view operation) {
  constexpr std::string_view streams[] = {"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"};
  return std::ranges::count(streams, operation) > 0 ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.";
}

std::string http_request(std::string_view operation, std::string_view body, std::string_view database) {
  std::string text = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: ";
  text += service_of(operation);
  text += operation;
  text += "\r\nAuthorization: AWS4-HMAC-SHA256 Credential=";
  text += database;
  text += "/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\nContent-Length: ";
  text += std::to_string(body.size());
  text += "\r\n\r\n";
  text += body;
  return text;
}

// "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException" without what is before '#'.
std::string error_in(const std::string& body) {
  const auto json = nlohmann::json::parse(body, nullptr, false);
  if (!json.is_object()) return "an error without a type";
  const auto type = json.find("__type");
  if (type == json.end() || !type->is_string()) return "an error without a type";
  const auto& whole = type->get_ref<const std::string&>();
  return whole.substr(whole.find('#') + 1);
}

}  // namespace

struct Engine::State {
  std::uint16_t port = 0;
  std::vector<util::Fd> own;
  std::vector<std::unique_ptr<Line>> lines;
  std::mutex mutex;  // guards `idle`
  std::condition_variable freed;
  std::vector<Line*> idle;  ///< those that are connected at the back

  void connect(Line& line) const;
  Answer talk(Line& line, const std::string& request);
};

void Engine::State::connect(Line& line) const {
  const int on = 1;
  const timeval longest{10, 0};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  (void)::setsockopt(line.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  (void)::setsockopt(line.socket, SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);  // connect(2)'s as well
  if (::connect(line.socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw JudgeFault("connecting to the engine at port " + std::to_string(port) + ": " + std::strerror(errno));
  }
  line.stream = HttpStream(line.socket);
  line.connected = true;
}

Answer Engine::State::talk(Line& line, const std::string& request) {
  const auto deadline = Clock::now() + longest_answer_time;
  HttpResponse response;
  if (line.stream.write(request, deadline) != HttpStream::Wrote::all) throw JudgeFault("the engine takes no request");
  switch (line.stream.read(response, deadline)) {
    case ReadEnd::message: break;
    case ReadEnd::too_slow: throw JudgeFault("the engine did not answer in time");
    case ReadEnd::malformed: throw JudgeFault("the engine's answer is no HTTP");
    default: throw JudgeFault("the engine closed the connection without an answer");
  }
  line.used = Clock::now();
  if (!response.keep_alive()) {
    line.stream.reset();
    line.connected = false;
  }
  Answer answer{response.result_int(), std::move(response.body()), {}};
  if (!answer.ok()) answer.error = error_in(answer.body);
  return answer;
}

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Engine::Engine(std::vector<int> sockets, std::uint16_t port) : state_(std::make_unique<State>()) {
  if (sockets.empty()) throw JudgeFault("there is no socket to reach the engine by");
  state_->port = port;
  for (const int socket : sockets) {
    state_->lines.push_back(std::make_unique<Line>(socket));
    state_->idle.push_back(state_->lines.back().get());
  }
}

Engine Engine::on_loopback(std::uint16_t port, unsigned connections) {
  std::vector<util::Fd> own;
  std::vector<int> numbers;
  for (unsigned i = 0; i < connections; ++i) {
    own.emplace_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (!own.back()) throw JudgeFault(std::string("making a socket for the engine: ") + std::strerror(errno));
    numbers.push_back(own.back().get());
  }
  Engine engine(std::move(numbers), port);
  engine.state_->own = std::move(own);
  return engine;
}

Engine::~Engine() {
  if (!state_) return;
  for (const auto& line : state_->lines) line->stream.reset();
}

Answer Engine::call(std::string_view operation, std::string_view body, std::string_view database) {
  if (!is_plain(operation) || !is_plain(database)) throw JudgeFault("an operation or a database is no plain word");
  std::unique_lock lock(state_->mutex);
  state_->freed.wait(lock, [&] { return !state_->idle.empty(); });
  Line& line = *state_->idle.back();
  state_->idle.pop_back();
  lock.unlock();
  const auto give_back = [&] {
    const std::lock_guard again(state_->mutex);
    if (line.connected) {
      state_->idle.push_back(&line);
    } else {
      state_->idle.insert(state_->idle.begin(), &line);
    }
    state_->freed.notify_one();
  };
  try {
    if (line.connected && (line.stream.is_stale() || Clock::now() - line.used > longest_idle)) {
      line.stream.reset();
      line.connected = false;
    }
    if (!line.connected) state_->connect(line);
    Answer answer = state_->talk(line, http_request(operation, body, database));
    give_back();
    return answer;
  } catch (const JudgeFault&) {
    line.stream.reset();
    line.connected = false;
    give_back();
    throw;
  }
}

void Engine::wait_ready(core::Duration longest) {
  for (const auto deadline = Clock::now() + longest;;) {
    try {
      if (call("ListTables", "{}").ok()) return;
    } catch (const JudgeFault&) {
      if (Clock::now() >= deadline) throw;
    }
    if (Clock::now() >= deadline) throw JudgeFault("the engine answers, but is not ready");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace assay::kit::dynamodb
