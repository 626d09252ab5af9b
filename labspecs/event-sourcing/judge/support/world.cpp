#include "support/world.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <utility>

#include "support/engine.hpp"
#include "support/words.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;
using assay::kit::EventKind;
using assay::kit::SubjectLost;
using assay::kit::Violation;
namespace protocol = lab::protocol;

// Thrown through a call of the judge's that has lost its process.
struct CrashIsDue {};

// Of 127.0.0.1 in the box.
constexpr std::uint16_t dynamodb_port = 8000;

// A zone that has an odd offset and daylight saving time: who computes with local time is seen.
constexpr const char* zone = "TZ=Australia/Lord_Howe";

// What the contract's client can ask for; PartiQL and others that an author wrote by himself are none of it.
const std::set<std::string>& operations() {
  static const std::set<std::string> all{
      "CreateTable", "DescribeTable", "PutItem", "UpdateItem", "DeleteItem", "GetItem", "Query", "Scan",
      "TransactWriteItems", "BatchWriteItem", "DescribeStream", "GetShardIterator", "GetRecords"};
  return all;
}

[[noreturn]] void broke_protocol(const std::string& how) {
  throw SubjectLost(assay::core::CaseEnd::subject_broke_protocol, how);
}

lab::Tables fresh_tables() {
  static unsigned number = 0;
  const std::string prefix = assay::kit::configuration().suite + "-" + std::to_string(++number) + "-";
  return {prefix + "events", prefix + "snapshots", prefix + "projection"};
}

}  // namespace

Time moment(std::int64_t milliseconds) {
  using namespace std::chrono;
  return Time(sys_days(2026y / March / 29) + 59min + 58s) + std::chrono::milliseconds(milliseconds);
}

std::string to_text(Time time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const hh_mm_ss clock(time - day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d:%02d.%03d", static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                static_cast<int>(duration_cast<milliseconds>(clock.subseconds()).count()));
  return text.data();
}

World::World(Recorder& recorder, WorldOptions options)
    : recorder_(recorder), options_(std::move(options)), database_(engine()) {
  options_.config.tables = fresh_tables();
  clients_[1] = tables();
  start();
  if (!options_.has_tables) return;
  const auto created = run(1, protocol::create_tables, protocol::pack_call(1), "create_tables()");
  if (created.ending != Ending::returned) throw Violation{"create_tables() returns", "it threw " + in_quotes(created.body)};
  clear_record();
}

World::~World() {
  subject_.reset();
  proxy_.reset();
  // The engine keeps everything in memory, and serves the whole grading. A fault is met again by the next world.
  try {
    const std::string prefix = tables().events.substr(0, tables().events.rfind('-') + 1);
    for (const auto& table : database_.tables()) {
      if (table.starts_with(prefix)) database_.delete_table(table);
    }
  } catch (const assay::kit::JudgeFault& fault) {
    assay::kit::record_output(std::string("\n[") + fault.what() + "]\n");
  }
}

lab::Tables World::more_tables(const std::string& purpose) const {
  return {tables().events + "-" + purpose, tables().snapshots + "-" + purpose, tables().projection + "-" + purpose};
}

void World::start() {
  assay::kit::LiveOptions live;
  live.folder = options_.program;
  live.endpoints = {dynamodb_port};
  live.environment = {zone};
  subject_ = std::make_unique<assay::kit::LiveSubject>(live);
  proxy_ = std::make_unique<dynamodb::Proxy>(subject_->take_endpoint(dynamodb_port), engine(),
                                             dynamodb::ProxyOptions{.allowed_operations = operations(), .limits = {}});
  last_noted_ = 0;
  for (const auto& [client, tables] : clients_) make(client);
}

void World::restart(const std::string& why) {
  note_requests();
  note(why);
  // The process first: what it had under way must not go on by itself.
  subject_.reset();
  proxy_.reset();
  start();
}

void World::open(std::uint32_t client, const lab::Tables& tables) {
  clients_[client] = tables;
  make(client);
}

void World::make(std::uint32_t client) {
  protocol::Open open{.client = client, .config = options_.config, .port = dynamodb_port};
  open.config.tables = clients_.at(client);
  const auto made = run(client, protocol::open, protocol::pack(open), "make the objects of client " + std::to_string(client));
  if (made.ending != Ending::returned) {
    throw Violation{"make_event_store, make_orders and make_projection return", "they threw " + in_quotes(made.body)};
  }
}

void World::set_clock(Time time) {
  now_ = time;
  note("the clock says " + to_text(time), "clock");
}

protocol::Answer World::run(std::uint32_t client, std::string_view operation, const std::string& payload,
                            const std::string& what) {
  const std::string lane = lane_of(client);
  note(what, lane);
  const auto id = ++last_call_;
  subject_->invoke(id, operation, payload);
  while (true) {
    const auto event = subject_->next(std::chrono::steady_clock::time_point::max());
    if (proxy_->crash_due()) throw CrashIsDue{};
    if (!event || event->kind == EventKind::foreign || event->call != id) {
      note_requests();
      throw Violation{"clock and sleeper are used by the thread that was called alone",
                      "another thread used one" + (event ? " (" + in_quotes(event->operation) + ")" : std::string())};
    }
    if (event->kind == EventKind::asked) {
      subject_->resume(id, answer(*event));
      continue;
    }
    note_requests();
    if (event->kind == EventKind::threw) {
      note("throws " + in_quotes(event->payload), lane);
      throw Violation{what + " throws nothing but what the contract names", "it threw " + in_quotes(event->payload)};
    }
    protocol::Answer given;
    if (!protocol::unpack(event->payload, given)) broke_protocol("the program wrote garbage to the judge's socket");
    return given;
  }
}

bool World::call_until_crash(const std::function<void()>& calls) {
  // Wakes the waiting judge; else it would wait until the call counts as hanging.
  proxy_->set_on_event([this] {
    if (proxy_->crash_due()) subject_->wake();
  });
  bool ended = true;
  try {
    calls();
  } catch (const CrashIsDue&) {
    ended = false;
  }
  proxy_->set_on_event({});
  return ended;
}

std::string World::answer(const assay::kit::wire::Event& question) {
  if (question.operation == protocol::now) {
    ++clock_readings_;
    return protocol::pack(now_);
  }
  if (question.operation == protocol::sleep) {
    lab::Duration wanted{};
    if (!protocol::unpack(question.payload, wanted)) broke_protocol("the program wrote garbage to the judge's socket");
    note_requests();
    note("sleeps for " + assay::core::to_string(wanted), "subject");
    sleeps_.push_back(wanted);
    // Its clock stands still for none of it; what it takes is counted, and cannot run over.
    constexpr Duration longest = 24h;
    slept_ += std::clamp<Duration>(wanted, Duration::zero(), longest);
    elapsed_ += std::clamp<Duration>(wanted, Duration::zero(), longest);
    return {};
  }
  broke_protocol("the program asked what no host asks: " + in_quotes(question.operation));
}

void World::clear_record() {
  note_requests();
  proxy_->clear();
  slept_ = {};
  sleeps_.clear();
  clock_readings_ = 0;
}

void World::note_requests() {
  if (!proxy_) return;
  for (const auto& exchange : proxy_->record()) {
    if (exchange.request.number <= last_noted_ || !exchange.ended) continue;
    last_noted_ = exchange.request.number;
    recorder_.step(elapsed_, exchange.request.client.empty() ? "subject" : exchange.request.client, in_words(exchange), "DynamoDB");
  }
}

void World::note(std::string what, std::string lane, std::string to) {
  recorder_.step(elapsed_, std::move(lane), std::move(what), std::move(to));
}

}  // namespace judge
