#include "dynamodb/handler.hpp"

#include <utility>

namespace assay::kit::dynamodb {
namespace {

using How = Reply::How;

bool changes_tables(const std::string& operation) {
  return operation == "CreateTable" || operation == "DeleteTable" || operation == "UpdateTable";
}

}  // namespace

Handler::Handler(Shared& shared, Request request, std::optional<Json> body)
    : shared_(shared), request_(std::move(request)), body_(std::move(body)) {
  ++shared_.requests;
}

Handler::~Handler() {
  shared_.record.update(request_.number, [](Exchange& exchange) { exchange.ended = true; });
  --shared_.requests;
  shared_.tell();
}

Reply Handler::run() {
  if (!arrive()) {
    ++shared_.overflow;
    return {How::close, {}};
  }
  if (shared_.stop.stop_requested()) return {How::close, {}};
  if (shared_.dying) return {How::hold, {}};
  if (auto refused = refuse()) {
    auto held = held_up();
    return held ? std::move(*held) : answer(std::move(*refused));
  }
  if (auto reply = before_engine()) return std::move(*reply);
  return forward();
}

// Numbers, records and decides in one order; only a closed gate comes in between.
bool Handler::arrive() {
  {
    const std::lock_guard lock(shared_.arrivals);
    request_.number = ++shared_.last_number;
    if (!shared_.record.begin(request_)) return false;
    if (!shared_.gate.is_closed()) {
      decide();
      return true;
    }
  }
  if (auto decision = shared_.gate.pass(request_, [this] { shared_.tell(); })) {
    decision_ = std::move(*decision);
    shared_.record.decide(request_.number, decision_);
  } else {
    const std::lock_guard lock(shared_.arrivals);
    decide();
  }
  return true;
}

void Handler::decide() {
  if (!shared_.policy) return;
  decision_ = shared_.policy(request_);
  shared_.record.decide(request_.number, decision_);
}

// What no fault's decision is asked of.
std::optional<Answer> Handler::refuse() const {
  if (!body_) return error_answer({"SerializationException", {}});
  const auto& allowed = shared_.options.allowed_operations;
  const bool known = !request_.operation.empty() && (allowed.empty() || allowed.contains(request_.operation));
  return known ? std::nullopt : std::optional(error_answer({"UnknownOperationException", {}}));
}

// Nothing: it is to be forwarded.
std::optional<Reply> Handler::before_engine() {
  const auto stop = shared_.stop.get_token();
  for (const Fault& fault : decision_) {
    if (const auto* partition = std::get_if<Partition>(&fault)) {
      fired(fault);
      shared_.blackout.begin(*partition);
      if (partition->reset) shared_.reset_all();
    } else if (const auto* delay = std::get_if<Delay>(&fault)) {
      fired(fault);
      if (!shared_.blackout.sleep(delay->before, stop)) return Reply{How::close, {}};
    } else if (const auto* fail = std::get_if<Fail>(&fault)) {
      fired(fault);
      return after_engine(error_answer(*fail, request_.touches.size()));
    } else if (std::holds_alternative<ResetBefore>(fault)) {
      fired(fault);
      return Reply{How::reset, {}};
    } else if (const auto* crash = std::get_if<Crash>(&fault)) {
      return die(*crash);
    }
  }
  return std::nullopt;
}

// By a partition or a crash; nothing: it goes on, after any partition that holds back.
std::optional<Reply> Handler::held_up() {
  if (shared_.blackout.resets()) return Reply{How::reset, {}};
  if (!shared_.blackout.wait(shared_.stop.get_token())) return Reply{How::close, {}};
  if (shared_.dying) return Reply{How::hold, {}};
  return std::nullopt;
}

Reply Handler::die(const Crash& crash) {
  if (shared_.dying.exchange(true)) return {How::hold, {}};
  fired(crash);
  if (crash.forwarded) (void)ask_engine(outgoing(request_, std::move(*body_), decision_));
  shared_.crash_due = true;
  shared_.tell();
  return {How::hold, {}};
}

Reply Handler::forward() {
  if (auto held = held_up()) return std::move(*held);
  const Outgoing out = outgoing(request_, std::move(*body_), decision_);
  if (!out.held_back.empty()) fired(*find<Unprocessed>(decision_));
  Answer answer = out.nothing_left ? all_held_back(request_) : ask_engine(out);
  const Metrics metrics = incoming(request_, out, answer);
  if (out.limited && metrics.has_more) fired(*find<SmallPages>(decision_));
  shared_.record.update(request_.number, [&](Exchange& exchange) {
    exchange.capacity = metrics.capacity;
    exchange.items = metrics.items;
    exchange.scanned = metrics.scanned;
    exchange.unprocessed = metrics.unprocessed;
    exchange.has_more = metrics.has_more;
  });
  return after_engine(std::move(answer));
}

Answer Handler::ask_engine(const Outgoing& out) {
  shared_.record.update(request_.number, [](Exchange& exchange) { exchange.forwarded = Clock::now(); });
  const std::string body = out.body.dump();
  std::optional<Answer> answer;
  if (const auto* stale = find<Stale>(decision_)) {
    answer = shared_.past.read(request_, body, stale->writes);
    if (answer) fired(*stale);
  }
  if (!answer && shared_.past.keeps() && request_.writes()) {
    const auto key_of = [this](const std::string& table) { return shared_.schemas.of(table); };
    answer = shared_.past.write(parse_request(request_.operation, out.body, key_of), body);
  }
  if (!answer) answer = shared_.engine.call(request_.operation, body);
  if (changes_tables(request_.operation)) {
    shared_.schemas.forget();
    for (const auto& table : request_.tables) shared_.past.forget(table);
  }
  shared_.record.update(request_.number, [&](Exchange& exchange) { exchange.engine_status = answer->status; });
  return std::move(*answer);
}

Reply Handler::after_engine(Answer result) {
  const auto stop = shared_.stop.get_token();
  for (const Fault& fault : decision_) {
    if (const auto* delay = std::get_if<Delay>(&fault)) {
      if (!shared_.blackout.sleep(delay->after, stop)) return {How::close, {}};
    } else if (const auto* lose = std::get_if<LoseAnswer>(&fault)) {
      fired(fault);
      (void)answer(std::move(result), false);
      return {lose->reset ? How::reset : How::close, {}};
    }
  }
  auto held = held_up();
  auto answered = answer(std::move(result), !held);
  return held ? std::move(*held) : std::move(answered);
}

// Recorded before it is sent: who has the answer finds it in the record.
Reply Handler::answer(Answer result, bool sent) {
  shared_.record.keep_answer(request_.number, result.body);
  shared_.record.update(request_.number, [&](Exchange& exchange) {
    exchange.error = result.error;
    exchange.ended = true;
    if (!sent) return;
    exchange.status = result.status;
    exchange.answered = Clock::now();
  });
  return {How::answer, std::move(result)};
}

void Handler::not_sent() {
  shared_.record.update(request_.number, [](Exchange& exchange) {
    exchange.status = 0;
    exchange.answered.reset();
  });
}

}  // namespace assay::kit::dynamodb
