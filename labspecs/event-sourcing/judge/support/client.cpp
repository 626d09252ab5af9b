#include "support/client.hpp"

#include <array>

namespace judge {

namespace protocol = lab::protocol;

namespace {

std::string result_in_words(const Nothing&) { return "returns"; }
std::string result_in_words(std::uint64_t value) { return "gives " + std::to_string(value); }
std::string result_in_words(const lab::CopyReport& report) { return text_of("gives ", report.events, " events"); }
template <typename T>
std::string result_in_words(const T& value) {
  return "gives " + in_words(value);
}

}  // namespace

template <typename T, typename... Arguments>
Reply<T> Client::call(std::string_view operation, std::string what, const Arguments&... arguments) const {
  auto reply = reply_of<T>(world_.run(number_, operation, protocol::pack_call(number_, arguments...), what), what);
  world_.note(reply.returned() ? result_in_words(reply.value) : "throws " + reply.text, lane_of(number_));
  return reply;
}

Reply<Nothing> Client::create_tables() const { return call<Nothing>(protocol::create_tables, "create_tables()"); }

Reply<lab::AppendResult> Client::append(const lab::StreamAppend& what) const {
  return call<lab::AppendResult>(protocol::append, in_words(what), what);
}

Reply<lab::AppendResult> Client::append_all(const std::vector<lab::StreamAppend>& what) const {
  std::string words = "append_all:";
  for (const auto& one : what) words += " " + in_words(one) + ";";
  return call<lab::AppendResult>(protocol::append_all, std::move(words), what);
}

Reply<std::vector<lab::Event>> Client::load(const std::string& stream) const {
  return call<std::vector<lab::Event>>(protocol::load, "load(" + in_quotes(stream) + ")", stream);
}

Reply<std::vector<lab::Event>> Client::load_at(const std::string& stream, std::uint64_t version) const {
  return call<std::vector<lab::Event>>(protocol::load_at_version, text_of("load_at(", in_quotes(stream), ", version ", version, ")"),
                                       stream, version);
}

Reply<std::vector<lab::Event>> Client::load_at(const std::string& stream, Time time) const {
  return call<std::vector<lab::Event>>(protocol::load_at_time, "load_at(" + in_quotes(stream) + ", " + to_text(time) + ")",
                                       stream, time);
}

Reply<lab::CopyReport> Client::restore_to(Time time, const lab::Tables& target, const std::optional<std::string>& stream) const {
  const std::string what = "restore_to(" + to_text(time) + ", " + target.events + (stream ? ", " + in_quotes(*stream) : std::string()) + ")";
  return call<lab::CopyReport>(protocol::restore_to, what, protocol::RestoreTo{time, target, stream});
}

Reply<lab::CopyReport> Client::migrate(const lab::Tables& target) const {
  return call<lab::CopyReport>(protocol::migrate, "migrate(" + target.events + ")", target);
}

Reply<lab::CommandResult> Client::handle(const lab::Command& command) const {
  return call<lab::CommandResult>(protocol::handle_command, in_words(command), command);
}

Reply<std::optional<lab::Order>> Client::order(const std::string& order) const {
  return call<std::optional<lab::Order>>(protocol::load_order, "load order " + in_quotes(order), order);
}

Reply<std::optional<lab::Order>> Client::order_at(const std::string& order, std::uint64_t version) const {
  return call<std::optional<lab::Order>>(protocol::load_order_at_version,
                                         text_of("load order ", in_quotes(order), " at version ", version), order, version);
}

Reply<std::optional<lab::Order>> Client::order_at(const std::string& order, Time time) const {
  return call<std::optional<lab::Order>>(protocol::load_order_at_time, "load order " + in_quotes(order) + " at " + to_text(time),
                                         order, time);
}

Reply<std::uint64_t> Client::snapshot(const std::string& order) const {
  return call<std::uint64_t>(protocol::snapshot, "snapshot(" + in_quotes(order) + ")", order);
}

Reply<lab::Event> Client::upcast(const lab::Event& stored) const {
  return call<lab::Event>(protocol::upcast, "upcast(" + in_words(stored) + ")", stored);
}

Reply<Nothing> Client::handle_events(const std::vector<lab::Event>& batch) const {
  return call<Nothing>(protocol::handle_events, "project " + in_words(batch), batch);
}

Reply<Nothing> Client::catch_up() const { return call<Nothing>(protocol::catch_up, "catch_up()"); }

Reply<Nothing> Client::rebuild() const { return call<Nothing>(protocol::rebuild, "rebuild()"); }

Reply<lab::CustomerSummary> Client::summary(const std::string& customer) const {
  return call<lab::CustomerSummary>(protocol::summary, "summary(" + in_quotes(customer) + ")", customer);
}

Reply<lab::Registration> Client::add_schema(const lab::Schema& schema, lab::Compatibility compatibility) const {
  constexpr std::array<const char*, 4> names{"none", "backward", "forward", "full"};
  return call<lab::Registration>(protocol::add_schema,
                                 text_of("add schema ", in_words(schema), " (", names.at(static_cast<std::size_t>(compatibility)), ")"),
                                 protocol::AddSchema{schema, compatibility});
}

}  // namespace judge
