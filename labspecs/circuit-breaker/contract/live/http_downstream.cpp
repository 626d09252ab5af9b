#include "live/http_downstream.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "live/connection.hpp"

namespace lab::host {
namespace {

namespace http = boost::beast::http;
using Answer = http::response_parser<http::string_body>;

constexpr std::size_t longest_body = std::size_t{1} << 20;
/// Any longer timeout is this one: a moment that far away can still be written down.
constexpr std::chrono::hours longest_timeout{24};

/// RFC 3986, section 2.1; what section 2.3 calls unreserved stays.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (unreserved.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += digits[byte >> 4];
    encoded += digits[byte & 15];
  }
  return encoded;
}

std::string request_for(const Message& message, std::uint16_t port) {
  return "POST /send/" + percent_encoded(message.destination) + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
         "\r\nMessage-Id: " + std::to_string(message.id) + "\r\nContent-Length: " + std::to_string(message.payload.size()) +
         "\r\nConnection: close\r\n\r\n" + message.payload;
}

[[noreturn]] void refuse(const std::string& why) { throw DownstreamError("the answer is not one: " + why); }

// Reads until the answer is whole; the end of the connection is never what makes it so.
void read_answer(Connection& connection, Answer& answer) {
  answer.eager(true);
  answer.body_limit(longest_body);
  std::string unparsed;
  std::array<char, 16384> chunk;
  while (!answer.is_done()) {
    const std::size_t count = connection.read(chunk.data(), chunk.size());
    if (count == 0) throw DownstreamError("the connection was closed before the answer was whole");
    unparsed.append(chunk.data(), count);
    boost::system::error_code error;
    unparsed.erase(0, answer.put(boost::asio::buffer(unparsed), error));
    if (error && error != http::error::need_more) refuse(error.message());
    if (answer.is_header_done() && answer.need_eof()) refuse("it does not tell its length");
  }
}

Reply reply_of(Answer&& answer) {
  const unsigned status = answer.get().result_int();
  if (status >= 200 && status < 300) return {ReplyStatus::ok, std::move(answer.get().body())};
  if (status == 429 || (status >= 500 && status < 600)) return {ReplyStatus::transient_error, {}};
  if (status >= 400 && status < 500) return {ReplyStatus::permanent_error, {}};
  refuse("its status is " + std::to_string(status));
}

}  // namespace

Reply HttpDownstream::send(const Message& message, Duration timeout) {
  const auto deadline = std::chrono::steady_clock::now() + std::min<Duration>(timeout, longest_timeout);
  try {
    Connection connection(port_, deadline);
    connection.write(request_for(message, port_));
    Answer answer;
    read_answer(connection, answer);
    return reply_of(std::move(answer));
  } catch (const TimedOut&) {
    return {ReplyStatus::timeout, {}};
  }
}

}  // namespace lab::host
