// The program that the grader runs: it puts what students write, once for each client that the judge opens, before
// the DynamoDB that the judge serves. Clock and sleep are the judge's.
#include "host/calls.hpp"
#include "host/clients.hpp"
#include "host/live_host.hpp"
#include "host/protocol.hpp"

namespace {

using lab::host::Client;
using lab::host::on_call;
namespace protocol = lab::protocol;

using assay::kit::host::LiveHost;
using lab::host::Clients;

void serve_event_store(LiveHost& host, Clients& clients) {
  on_call<>(host, clients, protocol::create_tables, [](Client& client) { client.events->create_tables(); });
  on_call<lab::StreamAppend>(host, clients, protocol::append,
                             [](Client& client, const auto& what) { return client.events->append(what); });
  on_call<std::vector<lab::StreamAppend>>(host, clients, protocol::append_all,
                                          [](Client& client, const auto& what) { return client.events->append_all(what); });
  on_call<std::string>(host, clients, protocol::load,
                       [](Client& client, const auto& stream) { return client.events->load(stream); });
  on_call<std::string, std::uint64_t>(
      host, clients, protocol::load_at_version,
      [](Client& client, const auto& stream, std::uint64_t version) { return client.events->load_at(stream, version); });
  on_call<std::string, lab::Time>(
      host, clients, protocol::load_at_time,
      [](Client& client, const auto& stream, lab::Time time) { return client.events->load_at(stream, time); });
  on_call<protocol::RestoreTo>(host, clients, protocol::restore_to, [](Client& client, const auto& what) {
    return client.events->restore_to(what.time, what.target, what.stream);
  });
  on_call<lab::Tables>(host, clients, protocol::migrate,
                       [](Client& client, const auto& target) { return client.events->migrate(target); });
}

void serve_orders(LiveHost& host, Clients& clients) {
  on_call<lab::Command>(host, clients, protocol::handle_command,
                        [](Client& client, const auto& command) { return client.orders->handle(command); });
  on_call<std::string>(host, clients, protocol::load_order,
                       [](Client& client, const auto& order) { return client.orders->load(order); });
  on_call<std::string, std::uint64_t>(
      host, clients, protocol::load_order_at_version,
      [](Client& client, const auto& order, std::uint64_t version) { return client.orders->load_at(order, version); });
  on_call<std::string, lab::Time>(
      host, clients, protocol::load_order_at_time,
      [](Client& client, const auto& order, lab::Time time) { return client.orders->load_at(order, time); });
  on_call<std::string>(host, clients, protocol::snapshot,
                       [](Client& client, const auto& order) { return client.orders->snapshot(order); });
  on_call<lab::Event>(host, clients, protocol::upcast,
                      [](Client& client, const auto& stored) { return client.orders->upcast(stored); });
}

void serve_projection_and_schemas(LiveHost& host, Clients& clients) {
  on_call<std::vector<lab::Event>>(host, clients, protocol::handle_events,
                                   [](Client& client, const auto& batch) { client.projection->handle(batch); });
  on_call<>(host, clients, protocol::catch_up, [](Client& client) { client.projection->catch_up(); });
  on_call<>(host, clients, protocol::rebuild, [](Client& client) { client.projection->rebuild(); });
  on_call<std::string>(host, clients, protocol::summary,
                       [](Client& client, const auto& customer) { return client.projection->summary(customer); });
  on_call<protocol::AddSchema>(host, clients, protocol::add_schema, [](Client& client, const auto& what) {
    return client.schemas->add(what.schema, what.compatibility);
  });
}

}  // namespace

int main() {
  LiveHost host;
  Clients clients(host);
  host.on(std::string(protocol::open), [&](std::string_view payload) {
    return lab::host::answer_of([&] { clients.open(lab::host::unpacked<protocol::Open>(payload)); });
  });
  serve_event_store(host, clients);
  serve_orders(host, clients);
  serve_projection_and_schemas(host, clients);
  host.serve();
}
