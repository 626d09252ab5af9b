// The contract, called in the subject: a method each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/reply.hpp"
#include "support/words.hpp"
#include "support/world.hpp"

namespace judge {

/// Turns an answer into a reply; throws SubjectLost where it is no answer of this operation.
template <typename T>
Reply<T> reply_of(const lab::protocol::Answer& answer, std::string call) {
  Reply<T> reply{.ending = answer.ending, .value = {}, .text = {}, .unknown = {}, .call = std::move(call)};
  bool understood = true;
  switch (answer.ending) {
    case Ending::returned:
      if constexpr (!std::is_same_v<T, Nothing>) understood = lab::protocol::unpack(answer.body, reply.value);
      break;
    case Ending::unknown_event:
      understood = lab::protocol::unpack(answer.body, reply.unknown);
      reply.text = "UnknownEvent(" + in_quotes(reply.unknown.type) + ", " + std::to_string(reply.unknown.schema_version) + ")";
      break;
    case Ending::unavailable: reply.text = "Unavailable: " + in_quotes(answer.body); break;
    case Ending::invalid_argument: reply.text = "std::invalid_argument: " + in_quotes(answer.body); break;
    case Ending::dynamodb_error: reply.text = "an error of DynamoDB's: " + in_quotes(answer.body); break;
    default: understood = false;
  }
  if (!understood) {
    throw assay::kit::SubjectLost(assay::core::CaseEnd::subject_broke_protocol,
                                  "the program wrote garbage to the judge's socket");
  }
  return reply;
}

/// One of the subject's clients.
class Client {
 public:
  explicit Client(World& world, std::uint32_t number = 1) : world_(world), number_(number) {}

  Reply<Nothing> create_tables() const;
  Reply<lab::AppendResult> append(const lab::StreamAppend& what) const;
  Reply<lab::AppendResult> append_all(const std::vector<lab::StreamAppend>& what) const;
  Reply<std::vector<lab::Event>> load(const std::string& stream) const;
  Reply<std::vector<lab::Event>> load_at(const std::string& stream, std::uint64_t version) const;
  Reply<std::vector<lab::Event>> load_at(const std::string& stream, Time time) const;
  Reply<lab::CopyReport> restore_to(Time time, const lab::Tables& target, const std::optional<std::string>& stream = {}) const;
  Reply<lab::CopyReport> migrate(const lab::Tables& target) const;

  Reply<lab::CommandResult> handle(const lab::Command& command) const;
  Reply<std::optional<lab::Order>> order(const std::string& order) const;
  Reply<std::optional<lab::Order>> order_at(const std::string& order, std::uint64_t version) const;
  Reply<std::optional<lab::Order>> order_at(const std::string& order, Time time) const;
  Reply<std::uint64_t> snapshot(const std::string& order) const;
  Reply<lab::Event> upcast(const lab::Event& stored) const;

  Reply<Nothing> handle_events(const std::vector<lab::Event>& batch) const;
  Reply<Nothing> catch_up() const;
  Reply<Nothing> rebuild() const;
  Reply<lab::CustomerSummary> summary(const std::string& customer) const;

  Reply<lab::Registration> add_schema(const lab::Schema& schema, lab::Compatibility compatibility) const;

 private:
  template <typename T, typename... Arguments>
  Reply<T> call(std::string_view operation, std::string what, const Arguments&... arguments) const;

  World& world_;
  std::uint32_t number_;
};

}  // namespace judge
