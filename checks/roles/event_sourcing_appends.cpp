#include <algorithm>
#include <array>

#include "checks/roles/event_sourcing_folds.hpp"
#include "checks/roles/order.hpp"

namespace assay::checks {
namespace {

template <std::size_t N>
bool is_one_of(const std::string& name, const std::array<const char*, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

bool adds(const Call& call) {
  static constexpr std::array names{"push_back", "emplace_back", "push_front", "emplace_front", "insert", "emplace",
                                    "try_emplace", "insert_or_assign", "append_range", "insert_range", "emplace_hint", "assign"};
  return call.of_std && is_one_of(call.simple, names);
}

bool writes_outside(const Call& call) {
  static constexpr std::array names{"operator<<", "fwrite", "fprintf", "fputs", "write", "print", "println", "format_to"};
  return is_one_of(call.simple, names);
}

bool is_file_stream(const Type& type) {
  return type.class_name == "std::basic_ofstream" || type.class_name == "std::basic_fstream" || type.class_name == "_IO_FILE";
}

class AppendSearch {
 public:
  AppendSearch(const Flow& flow, const EventFamily& family, const std::set<std::string>& stores, bool outside)
      : flow_(flow), family_(family), stores_(stores), outside_(outside) {}

  std::vector<Append> run() {
    for (unsigned f = 0; f < flow_.function_count(); ++f) {
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c) add_call({f, c});
      for (unsigned w = 0; w < flow_.function(f).writes.size(); ++w) add_write({f, w});
    }
    return std::move(result_);
  }

 private:
  /// A container of its own is filled to be given back; it stores nothing.
  bool is_local_container(Site site) const {
    const auto& function = flow_.function(site.function);
    const auto& call = flow_.call(site);
    for (const auto& source : call.receiver) {
      if (source.kind == SourceKind::storage && stores_.contains(source.symbol)) return false;
      if (source.kind != SourceKind::local) continue;
      const auto& local = function.locals[source.index];
      if (!local.type.is_reference && !local.type.is_pointer && is_std_container(local.type) &&
          local.type.name == call.receiver_type.name)
        return true;
    }
    return false;
  }

  /// A container of texts that events were made of.
  bool is_text_store(unsigned f, const Call& call) const {
    if (!is_std_container(call.receiver_type)) return false;
    return std::ranges::any_of(storages_in(flow_.reach(f, call.receiver, {})), [&](const auto& s) {
      if (!stores_.contains(s)) return false;
      const auto& type = flow_.facts().storages.at(s).type;
      return type.name == call.receiver_type.name || std::ranges::find(type.arguments, call.receiver_type.record) != type.arguments.end();
    });
  }

  /// Lambdas and containers that a function shares with them hold nothing for long either.
  bool is_shared_local(const Value& value) const {
    return std::ranges::any_of(value, [&](const Source& source) {
      if (source.kind != SourceKind::storage) return false;
      const auto known = flow_.facts().storages.find(source.symbol);
      return known != flow_.facts().storages.end() && known->second.shared_local;
    });
  }

  void add_call(Site site) {
    const auto& call = flow_.call(site);
    if (adds(call)) {
      const bool typed = family_.is_container(call.receiver_type);
      if ((typed && !is_local_container(site) && !is_shared_local(call.receiver)) || (!typed && is_text_store(site.function, call)))
        result_.push_back({site, false, false});
      return;
    }
    if (!outside_ || !flow_.targets(site).empty()) return;
    const bool event_given = std::ranges::any_of(call.arguments, [&](const Value& v) { return gives_event(site.function, v); });
    if (!event_given) return;
    const bool to_file = writes_outside(call) && (is_file_stream(call.receiver_type) ||
                         std::ranges::any_of(call.argument_types, is_file_stream) || streams_to_file(site.function, call));
    const bool foreign = !call.of_std && (call.kind == CallKind::virtual_dispatch || call.kind == CallKind::indirect || call.unresolved);
    if ((to_file && !saves_all(site)) || foreign) result_.push_back({site, false, true});
  }

  /// A loop writes a file anew, unless the file was opened to be added to.
  bool saves_all(Site site) const {
    const auto& function = flow_.function(site.function);
    const Order order(function);
    const auto at = order.point_of(StepKind::call, site.index);
    if (!at || order.loops_around(*at).empty()) return false;
    return std::ranges::none_of(function.calls, [](const Call& call) {
      return std::ranges::any_of(call.arguments, [](const Value& value) {
        return std::ranges::any_of(value, [](const Source& source) {
          return source.kind == SourceKind::literal && (source.symbol.find("app") != std::string::npos || source.symbol == "\"ab" || source.symbol == "\"a");
        });
      });
    });
  }

  bool gives_event(unsigned f, const Value& value) const {
    if (touches(flow_, family_, f, value)) return true;
    return std::ranges::any_of(flow_.reach(f, value, {}), [&](const Origin& origin) {
      return origin.source.kind == SourceKind::storage && family_.owns(flow_.facts(), origin.source.symbol);
    });
  }

  /// `out << a << b`: only the first of the chain is given the stream by its own type.
  bool streams_to_file(unsigned f, const Call& call) const {
    if (call.simple != "operator<<" && call.simple != "write") return false;
    Value streams = call.receiver;
    if (!call.arguments.empty()) append(streams, call.arguments[0]);
    const auto& function = flow_.function(f);
    for (unsigned depth = 0; depth < 16; ++depth) {
      Value next;
      for (const auto& source : streams) {
        if (source.kind == SourceKind::local && is_file_stream(function.locals[source.index].type)) return true;
        if (source.kind == SourceKind::storage) {
          const auto known = flow_.facts().storages.find(source.symbol);
          if (known != flow_.facts().storages.end() && is_file_stream(known->second.type)) return true;
        }
        if (source.kind != SourceKind::result) continue;
        const auto& inner = function.calls[source.index];
        if (is_file_stream(inner.receiver_type) || std::ranges::any_of(inner.argument_types, is_file_stream)) return true;
        append(next, inner.receiver);
        if (!inner.arguments.empty()) append(next, inner.arguments[0]);
      }
      if (next.empty()) return false;
      streams = std::move(next);
    }
    return false;
  }

  static bool is_of(const Value& value, const std::string& storage) {
    return std::ranges::any_of(value, [&](const Source& s) { return s.kind == SourceKind::storage && s.symbol == storage; });
  }

  /// `items[used++] = event`, or a list's next element.
  void add_write(Site site) {
    const auto& write = flow_.write(site);
    if (write.initialises || !stores_.contains(write.storage) || moves_pointer(flow_.function(site.function), write)) return;
    const auto& type = flow_.facts().storages.at(write.storage).type;
    const bool links = family_.is_event(type) && !type.is_pointer && !is_of(write.value, write.storage);
    // `streams_[id] = {event}`: stored, whatever was there.
    const auto& function = flow_.function(site.function);
    const bool overwrites = family_.is_container(type) && std::ranges::any_of(write.target, [&](const Source& s) {
      return s.kind == SourceKind::result && function.calls[s.index].of_std && is_std_container(function.calls[s.index].receiver_type);
    });
    if (!write.accumulates && !links && !overwrites) return;
    const auto known = flow_.facts().storages.find(write.storage);
    const bool by_call = std::ranges::any_of(flow_.function(site.function).calls, [&](const Call& call) {
      return adds(call) && share_statement(call, write);
    });
    if (known == flow_.facts().storages.end() || by_call) return;
    if (touches(flow_, family_, site.function, write.value)) result_.push_back({site, true, false});
  }

  const Flow& flow_;
  const EventFamily& family_;
  const std::set<std::string>& stores_;
  bool outside_;
  std::vector<Append> result_;
};

}  // namespace

std::vector<Append> find_appends(const Flow& flow, const EventFamily& family, const std::set<std::string>& stores, bool outside) {
  return AppendSearch(flow, family, stores, outside).run();
}

}  // namespace assay::checks
