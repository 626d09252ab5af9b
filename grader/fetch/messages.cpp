#include "fetch/messages.hpp"

#include <algorithm>
#include <utility>

#include "fetch/name_rules.hpp"

namespace assay::fetch {
namespace {

constexpr std::uint64_t most_references = 1'000'000;
constexpr std::uint64_t most_names = 1'000'000;  // a folder of more is refused before it is asked about
constexpr std::uint64_t most_flags = 10'000;
constexpr std::size_t longest_reference = 4096;
constexpr std::size_t longest_message = 4096;
constexpr std::size_t longest_reason = 40;
constexpr std::size_t longest_ignore_file = std::size_t{1} << 20;
constexpr std::size_t id_digits = 40;

enum class Verdict : std::uint64_t { go_on, refusal, usage, bad_lab, infrastructure };

void send_optional(WireWriter& wire, const std::optional<std::string>& value) {
  wire.number(value ? 1 : 0);
  if (value) wire.text(*value);
}

std::optional<std::string> receive_optional(WireReader& wire, std::size_t most) {
  if (!wire.flag()) return std::nullopt;
  return wire.text(most);
}

// Times before 1970 are negative: as two's complement.
void send(WireWriter& wire, core::Timestamp time) {
  wire.number(static_cast<std::uint64_t>(time.time_since_epoch().count()));
}

// What is no time of the years 1 to 9999 breaks the wire: it could not be written down.
core::Timestamp receive_time(WireReader& wire) {
  using namespace std::chrono;
  const core::Timestamp time{milliseconds(static_cast<std::int64_t>(wire.number()))};
  if (time < sys_days{year{1} / 1 / 1} || time >= sys_days{year{10000} / 1 / 1}) wire.break_off();
  return wire.ok() ? time : core::Timestamp{};
}

std::string receive_id(WireReader& wire) {
  std::string id = wire.text(id_digits);
  const bool digits = std::ranges::all_of(id, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (id.size() != id_digits || !digits) wire.break_off();
  return id;
}

bool is_reason(const std::string& word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

Verdict verdict_of(const core::Error& error) {
  switch (error.kind) {
    case core::ErrorKind::usage: return Verdict::usage;
    case core::ErrorKind::bad_lab: return Verdict::bad_lab;
    case core::ErrorKind::infrastructure:
    case core::ErrorKind::unavailable:
    case core::ErrorKind::interrupted: return Verdict::infrastructure;
  }
  std::unreachable();
}

}  // namespace

void send(WireWriter& wire, const Question& question) {
  wire.number(question.working_tree ? 1 : 0);
  send_optional(wire, question.commit);
  send_optional(wire, question.branch);
  wire.number(question.deadline ? 1 : 0);
  if (question.deadline) send(wire, *question.deadline);
  wire.number(question.limits.files);
  wire.number(question.limits.file_size.count);
  wire.number(question.limits.total_size.count);
  wire.number(question.limits.submodules ? 1 : 0);
  wire.number(question.packed ? 1 : 0);
  wire.number(question.references ? 1 : 0);
  if (!question.references) return;
  wire.number(question.references->size());
  for (const auto& [name, id] : *question.references) {
    wire.text(name);
    wire.text(id);
  }
}

Question receive_question(WireReader& wire) {
  Question question;
  question.working_tree = wire.flag();
  question.commit = receive_optional(wire, longest_reference);
  question.branch = receive_optional(wire, longest_reference);
  if (wire.flag()) question.deadline = receive_time(wire);
  question.limits.files = wire.number();
  question.limits.file_size = {wire.number()};
  question.limits.total_size = {wire.number()};
  question.limits.submodules = wire.flag();
  question.packed = wire.flag();
  if (!wire.flag()) return question;
  question.references.emplace();
  for (auto count = wire.number(most_references); count > 0 && wire.ok(); --count) {
    auto name = wire.text(longest_reference);
    question.references->insert_or_assign(std::move(name), receive_id(wire));
  }
  return question;
}

void send(WireWriter& wire, const IgnoreQuestion& question) {
  wire.text(question.folder);
  send_optional(wire, question.ignore_file);
  wire.number(question.names.size());
  for (const auto& name : question.names) wire.text(name);
}

IgnoreQuestion receive_ignore_question(WireReader& wire) {
  IgnoreQuestion question;
  question.folder = wire.text(longest_path);
  question.ignore_file = receive_optional(wire, longest_ignore_file);
  for (auto count = wire.number(most_names); count > 0 && wire.ok(); --count) {
    question.names.push_back(wire.text(longest_path));
  }
  return question;
}

void send_verdict(WireWriter& wire, const Attempt<void>& verdict) {
  if (verdict) return wire.number(std::to_underlying(Verdict::go_on));
  if (const auto* refusal = std::get_if<core::Refusal>(&verdict.error())) {
    wire.number(std::to_underlying(Verdict::refusal));
    wire.text(refusal->reason.substr(0, longest_reason));
    return wire.text(refusal->message.substr(0, longest_message));
  }
  const auto& error = std::get<core::Error>(verdict.error());
  wire.number(std::to_underlying(verdict_of(error)));
  wire.text(error.message.substr(0, longest_message));
}

Attempt<void> receive_verdict(WireReader& wire) {
  const auto verdict = static_cast<Verdict>(wire.number(std::to_underlying(Verdict::infrastructure)));
  if (verdict == Verdict::go_on) return {};
  if (verdict == Verdict::refusal) {
    auto reason = wire.text(longest_reason);
    if (!is_reason(reason)) wire.break_off();
    return refuse(std::move(reason), escaped(wire.text(longest_message)));
  }
  auto message = escaped(wire.text(longest_message));
  switch (verdict) {
    case Verdict::usage: return core::fail(core::ErrorKind::usage, std::move(message));
    case Verdict::bad_lab: return core::fail(core::ErrorKind::bad_lab, std::move(message));
    default: return core::fail(core::ErrorKind::infrastructure, std::move(message));
  }
}

void send(WireWriter& wire, const CommitFacts& facts) {
  wire.text(facts.id);
  send(wire, facts.author);
  send(wire, facts.commit);
  wire.number(facts.newest_ancestor ? 1 : 0);
  if (facts.newest_ancestor) send(wire, *facts.newest_ancestor);
}

CommitFacts receive_commit_facts(WireReader& wire) {
  CommitFacts facts;
  facts.id = receive_id(wire);
  facts.author = receive_time(wire);
  facts.commit = receive_time(wire);
  if (wire.flag()) facts.newest_ancestor = receive_time(wire);
  return facts;
}

void send(WireWriter& wire, const Listing& listing) {
  wire.number(listing.entries.size());
  for (const auto& entry : listing.entries) {
    wire.text(entry.path);
    wire.number(std::to_underlying(entry.kind));
    wire.number(entry.size);
    wire.text(entry.id);
  }
  wire.number(listing.flags.size());
  for (const auto& flag : listing.flags) wire.text(flag.substr(0, longest_message));
}

Listing receive_listing(WireReader& wire, const core::CheckoutLimits& limits) {
  Listing listing;
  for (auto count = wire.number(limits.files); count > 0 && wire.ok(); --count) {
    Entry entry;
    entry.path = wire.text(longest_path);
    entry.kind = static_cast<EntryKind>(wire.number(std::to_underlying(EntryKind::link)));
    entry.size = wire.number(limits.file_size.count);
    entry.id = receive_id(wire);
    listing.entries.push_back(std::move(entry));
  }
  for (auto count = wire.number(most_flags); count > 0 && wire.ok(); --count) {
    listing.flags.push_back(escaped(wire.text(longest_message)));
  }
  return listing;
}

}  // namespace assay::fetch
