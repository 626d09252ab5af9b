// From the wire's payloads to calls of the contract, and back.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "host/clients.hpp"
#include "host/live_host.hpp"
#include "host/protocol.hpp"

namespace lab::host {

/// The judge and the host are built from the same contract: what does not unpack was
/// never packed by the other, and there is no one to tell.
template <typename T>
T unpacked(std::string_view bytes) {
  T value{};
  if (!protocol::unpack(bytes, value)) std::abort();
  return value;
}

/// Runs `call`, and packs an Answer of what it gives or of which exception of the contract it throws. Any other exception gets
/// through.
template <typename Call>
std::string answer_of(const Call& call) {
  using protocol::Ending;
  protocol::Answer answer;
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Call>>) {
      call();
    } else {
      answer.body = protocol::pack(call());
    }
  } catch (const Unavailable& problem) {
    answer = {Ending::unavailable, problem.what()};
  } catch (const UnknownEvent& event) {
    answer = {Ending::unknown_event, protocol::pack(protocol::UnknownEventName{event.type, event.schema_version})};
  } catch (const std::invalid_argument& problem) {
    answer = {Ending::invalid_argument, problem.what()};
  } catch (const dynamodb::Error& problem) {
    answer = {Ending::dynamodb_error, problem.what()};
  }
  return protocol::pack(answer);
}

/// Serves `operation`: `call(client, argument…)` with the arguments that the payload has after the client's number.
template <typename... Arguments, typename Call>
void on_call(assay::kit::host::LiveHost& host, Clients& clients, std::string_view operation, const Call& call) {
  host.on(std::string(operation), [&clients, call](std::string_view payload) {
    protocol::Reader in(payload);
    const std::uint32_t number = in.u32();
    std::tuple<Arguments...> arguments;
    std::apply([&](auto&... argument) { (protocol::get(in, argument), ...); }, arguments);
    if (!in.complete()) std::abort();
    const auto client = clients.at(number);
    return answer_of([&] {
      return std::apply([&](const auto&... argument) { return call(*client, argument...); }, arguments);
    });
  });
}

}  // namespace lab::host
