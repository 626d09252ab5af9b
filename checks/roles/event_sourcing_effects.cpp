#include "checks/roles/event_sourcing_effects.hpp"

#include <algorithm>
#include <array>

namespace assay::checks {
namespace {

/// A chain of << is not longer, unless it is generated.
constexpr unsigned max_chain = 40;

template <std::size_t N>
bool is_one_of(const std::string& name, const std::array<const char*, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

bool is_text_stream(const Type& type) {
  return type.class_name == "std::basic_ostringstream" || type.class_name == "std::basic_stringstream";
}

bool is_stream(const Type& type) {
  static constexpr std::array names{"std::basic_ostream", "std::basic_ofstream", "std::basic_fstream", "std::basic_iostream",
                                    "std::basic_osyncstream"};
  return is_one_of(type.class_name, names);
}

/// Whether a chain of << begins with a stream that only makes a text.
bool writes_text(const Flow& flow, Site site) {
  for (unsigned depth = 0; depth < max_chain; ++depth) {
    const auto& call = flow.call(site);
    const bool member = !call.receiver_type.class_name.empty();
    const auto& type = member ? call.receiver_type : call.argument_types.empty() ? call.receiver_type : call.argument_types[0];
    if (is_text_stream(type)) return true;
    const Value none;
    const auto& stream = member ? call.receiver : call.arguments.empty() ? none : call.arguments[0];
    const auto& function = flow.function(site.function);
    std::optional<unsigned> inner;
    for (const auto& source : stream) {
      if (source.kind == SourceKind::local && is_text_stream(function.locals[source.index].type)) return true;
      if (source.kind == SourceKind::storage) {
        const auto known = flow.facts().storages.find(source.symbol);
        if (known != flow.facts().storages.end() && is_text_stream(known->second.type)) return true;
      }
      if (source.kind == SourceKind::result && function.calls[source.index].simple == "operator<<") inner = source.index;
    }
    if (!inner) return false;
    site.index = *inner;
  }
  return false;
}

bool prints(const Flow& flow, Site site) {
  const auto& call = flow.call(site);
  static constexpr std::array plain{"printf", "fprintf", "puts", "fputs", "putchar", "fputc", "fwrite", "perror", "fopen", "system",
                                    "vprintf", "vfprintf", "syslog", "fflush"};
  static constexpr std::array qualified{"std::print", "std::println", "std::printf", "std::fprintf", "std::puts", "std::fputs",
                                        "std::fwrite", "std::putchar", "std::fopen", "std::system", "fmt::print", "fmt::println",
                                        "std::perror", "std::fflush"};
  if (is_one_of(call.qualified, plain) || is_one_of(call.qualified, qualified)) return true;
  if (call.qualified.starts_with("spdlog::") || call.qualified.starts_with("std::filesystem::")) return call.returns_void;
  if (call.kind == CallKind::construction)
    return call.of_std && (call.record == "std::basic_ofstream" || call.record == "std::basic_ifstream" || call.record == "std::basic_fstream");
  const auto& stream = !call.receiver_type.class_name.empty() ? call.receiver_type
                       : call.argument_types.empty()          ? call.receiver_type
                                                              : call.argument_types[0];
  if (!call.of_std || !is_stream(stream)) return false;
  return (call.simple == "operator<<" || call.simple == "write" || call.simple == "put") && !writes_text(flow, site);
}

bool is_chance(const Call& call) {
  static constexpr std::array names{"rand", "random", "drand48", "arc4random", "std::rand", "rand_r", "getrandom"};
  return is_one_of(call.qualified, names) || call.record == "std::random_device" ||
         (call.record.starts_with("std::uniform_") && call.simple == "operator()") ||
         (call.record.starts_with("std::mersenne_twister") && call.simple == "operator()");
}

bool is_thread(const Call& call) {
  static constexpr std::array names{"std::async", "std::this_thread::sleep_for", "std::this_thread::sleep_until", "pthread_create", "sleep",
                                    "usleep", "nanosleep"};
  return is_one_of(call.qualified, names) ||
         (call.kind == CallKind::construction && (call.record == "std::thread" || call.record == "std::jthread") && !call.arguments.empty());
}

/// An interface that the aggregate holds and that nothing in the submission is known behind.
bool is_service(const Flow& flow, const EventSourcing& found, const Call& call) {
  if (call.kind != CallKind::virtual_dispatch || !call.pure || call.is_const || found.family.is_event(call.receiver_type)) return false;
  return std::ranges::any_of(call.receiver, [&](const Source& source) {
    if (source.kind != SourceKind::storage) return false;
    const auto known = flow.facts().storages.find(source.symbol);
    return known != flow.facts().storages.end() && known->second.is_field;
  });
}

}  // namespace

std::optional<Effect> effect_of(const Flow& flow, const EventSourcing& found, Site site) {
  const auto& call = flow.call(site);
  const bool foreign = flow.targets(site).empty();
  for (const auto& append : found.appends)
    if (!append.by_write && append.at == site) return Effect{EffectKind::append, "stores an event"};
  if (is_service(flow, found, call)) return Effect{EffectKind::service, "calls a service (" + call.name + ")"};
  if (!foreign) return std::nullopt;
  if (prints(flow, site)) return Effect{EffectKind::output, "does input or output"};
  if (call.clock && !call.forwards_time && call.takes_only_time && call.kind != CallKind::construction)
    return Effect{EffectKind::clock, "reads a clock"};
  if (call.qualified == "time" || call.qualified == "std::time" || call.qualified == "gettimeofday" || call.qualified == "clock_gettime")
    return Effect{EffectKind::clock, "reads a clock"};
  if (is_chance(call)) return Effect{EffectKind::chance, "draws a random number"};
  if (is_thread(call)) return Effect{EffectKind::thread, "starts or stops a thread"};
  if (call.kind == CallKind::indirect && flow.handed(site).empty() && !call.result_used)
    return Effect{EffectKind::unknown, "calls what it was given"};
  if (call.unresolved && !call.of_std && !call.result_used) return Effect{EffectKind::unknown, "calls something unknown"};
  return std::nullopt;
}

}  // namespace assay::checks
