// Whether random numbers differ from run to run.
#include <algorithm>

#include "checks/roles/library.hpp"
#include "checks/roles/retry_pacing.hpp"

namespace assay::checks {
namespace {

class SeedReader {
 public:
  SeedReader(const Flow& flow, Draw& draw) : flow_(flow), draw_(draw) {}

  void read_engine(unsigned function, const Value& engine);

 private:
  void read_seed(unsigned function, const Value& seed);
  void read_storage(const std::string& storage);
  void read_local(unsigned function, unsigned local);
  void read_seed_calls(const Source& engine);

  const Flow& flow_;
  Draw& draw_;
  bool constant_ = false;
};

/// Whatever is not a constant is taken for a seed that differs.
void SeedReader::read_seed(unsigned function, const Value& seed) {
  const bool varies = std::ranges::any_of(seed, [](const Source& source) {
    return source.kind != SourceKind::literal && source.kind != SourceKind::local && source.kind != SourceKind::operation;
  });
  const auto origins = flow_.reach(function, seed, {.control = false, .storage = true, .execution = false, .details = true});
  const bool constant_behind = std::ranges::all_of(origins, [](const Origin& origin) {
    return origin.source.kind == SourceKind::literal || origin.source.kind == SourceKind::local ||
           origin.source.kind == SourceKind::operation || origin.source.kind == SourceKind::storage;
  });
  if (varies && !constant_behind) {
    draw_.seeded = true;
  } else {
    constant_ = true;
  }
}

void SeedReader::read_seed_calls(const Source& engine) {
  for (unsigned f = 0; f < flow_.function_count(); ++f)
    for (const auto& call : flow_.function(f).calls) {
      if (call.simple != "seed" || call.arguments.empty()) continue;
      if (std::ranges::find(call.receiver, engine) != call.receiver.end()) read_seed(f, call.arguments.front());
    }
}

void SeedReader::read_storage(const std::string& storage) {
  const auto known = flow_.facts().storages.find(storage);
  if (known == flow_.facts().storages.end()) return;
  if (!library::is_engine(known->second.type)) return;
  bool written = false;
  for (const auto& site : flow_.writes_to(storage)) {
    // Drawing a number changes the engine too.
    if (flow_.write(site).accumulates) continue;
    written = true;
    read_seed(site.function, flow_.write(site).value);
  }
  if (known->second.type.is_reference || known->second.type.is_pointer) {
    draw_.seeded = draw_.seeded || !written;
    return;
  }
  if (!written) constant_ = true;
  read_seed_calls({SourceKind::storage, storage, 0, false});
}

void SeedReader::read_local(unsigned function, unsigned local) {
  const auto& owner = flow_.function(function);
  if (local >= owner.locals.size() || !library::is_engine(owner.locals[local].type)) return;
  if (owner.locals[local].is_parameter) {
    draw_.seeded = true;
    return;
  }
  bool written = false;
  for (const auto& write : owner.local_writes) {
    if (write.local != local || write.accumulates) continue;
    written = true;
    read_seed(function, write.value);
  }
  if (!written) constant_ = true;
  for (const auto& call : owner.calls)
    if (call.simple == "seed" && !call.arguments.empty() &&
        std::ranges::any_of(call.receiver, [&](const Source& source) {
          return source.kind == SourceKind::local && source.index == local;
        }))
      read_seed(function, call.arguments.front());
}

void SeedReader::read_engine(unsigned function, const Value& engine) {
  for (const auto& origin : flow_.reach(function, engine, {.control = false, .storage = false, .execution = false, .details = true})) {
    if (origin.source.kind == SourceKind::storage) read_storage(origin.source.symbol);
    if (origin.source.kind == SourceKind::local) read_local(origin.function, origin.source.index);
  }
  draw_.unseeded = constant_ && !draw_.seeded;
}

}  // namespace

Draw judge_draw(const Flow& flow, Site site) {
  const auto& call = flow.call(site);
  Draw draw{site, library::is_entropy(call), false};
  if (draw.seeded) return draw;
  if (library::draws_from_global(call)) {
    bool has_main = false;
    for (unsigned f = 0; f < flow.function_count(); ++f) {
      has_main = has_main || flow.function(f).qualified == "main";
      draw.seeded = draw.seeded || std::ranges::any_of(flow.function(f).calls, library::seeds_global);
    }
    // Without its main function it is not known that nobody seeds it.
    draw.unseeded = !draw.seeded && has_main;
    return draw;
  }
  SeedReader reader(flow, draw);
  if (library::is_engine(call.receiver_type)) reader.read_engine(site.function, call.receiver);
  for (std::size_t i = 0; i < call.arguments.size() && i < call.argument_types.size(); ++i)
    if (library::is_engine(call.argument_types[i])) reader.read_engine(site.function, call.arguments[i]);
  return draw;
}

}  // namespace assay::checks
