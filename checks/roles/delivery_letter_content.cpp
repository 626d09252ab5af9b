#include "checks/roles/delivery_letter_content.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

bool is_exception_name(const Function& function, const std::string& name) {
  if (name.starts_with("std::") && (name.ends_with("exception") || name.ends_with("error") || name.ends_with("failure")))
    return true;
  if (name.starts_with("std::exception_ptr") || name.find("exception_ptr") != std::string::npos) return true;
  return !name.empty() && std::ranges::find(function.handlers, name, &Handler::type) != function.handlers.end();
}

/// The fields of a message's class that a value reads, and whether it reads any of the message.
struct Parts {
  bool touches = false;
  std::set<std::string> fields;
};

class Content {
 public:
  Content(const Paths& paths, const FailurePut& put) : flow_(paths.flow()), put_(put) {
    find_records();
    if (!put_.processing) return;
    for (const auto& argument : flow_.call(*put_.processing).arguments) {
      const auto parts = parts_of(put_.processing->function, argument);
      processed_.insert(parts.fields.begin(), parts.fields.end());
      if (parts.touches && parts.fields.empty()) processes_whole_ = true;
    }
  }

  void read(LetterContent& content, std::set<std::string>& fields) {
    for (const auto& value : put_.put.given) {
      if (is_whole(0, value, 0)) content.payload = true;
      const auto parts = parts_of(put_.frames.front().step.function, value);
      fields.insert(parts.fields.begin(), parts.fields.end());
      if (tells_reason(put_.frames.front().step.function, value)) content.reason = true;
    }
    if (writes_reason()) content.reason = true;
    if (logs_reason()) content.logged = true;
  }

  [[nodiscard]] bool is_enough(const std::set<std::string>& fields) const {
    if (fields.size() > 1) return true;
    return std::ranges::any_of(fields, [&](const auto& field) { return processed_.contains(field); });
  }

 private:
  void find_records() {
    for (const auto& origin : put_.message) {
      const auto& function = flow_.function(origin.function);
      const Type* type = nullptr;
      if (origin.source.kind == SourceKind::parameter) type = &function.parameters[origin.source.index].type;
      if (origin.source.kind == SourceKind::local && origin.source.index < function.locals.size())
        type = &function.locals[origin.source.index].type;
      if (type == nullptr) continue;
      if (!type->record.empty()) records_.insert(type->record);
      records_.insert(type->arguments.begin(), type->arguments.end());
    }
  }

  Parts parts_of(unsigned function, const Value& value) const {
    Parts result;
    const auto origins = trace(flow_, function, value, {put_.processing ? std::set<Site>{*put_.processing} : std::set<Site>{}});
    result.touches = overlap(identity_of(flow_, origins), put_.message);
    for (const auto& storage : storages_in(origins)) {
      const auto known = flow_.facts().storages.find(storage);
      if (known != flow_.facts().storages.end() && known->second.is_field && records_.contains(known->second.owner))
        result.fields.insert(storage);
    }
    return result;
  }

  /// Whether a value, in a frame, has the message as a whole, or all that the processing got of it.
  bool is_whole(unsigned frame, const Value& value, unsigned depth) const {
    if (depth > 4) return false;
    const unsigned f = put_.frames[frame].step.function;
    const auto& function = flow_.function(f);
    const auto parts = parts_of(f, value);
    if (!parts.touches) return false;
    const bool all = parts.fields.empty() || (!processed_.empty() && !processes_whole_ &&
                                              std::ranges::includes(parts.fields, processed_));
    if (all) return true;
    for (const auto& source : value)
      if (source.kind == SourceKind::local)
        for (const auto& write : function.local_writes)
          if (write.local == source.index && write.initialises && is_whole(frame, write.value, depth + 1)) return true;
    return false;
  }

  /// What went wrong: an exception, its text, what the processing gave back, or a text of one's own.
  bool tells_reason(unsigned f, const Value& value) const {
    for (const auto& origin : trace(flow_, f, value)) {
      const auto& function = flow_.function(origin.function);
      const auto& source = origin.source;
      if (source.kind == SourceKind::result) {
        const Site site{origin.function, source.index};
        const auto& call = flow_.call(site);
        if (call.simple == "what" || call.simple == "current_exception") return true;
        if (put_.processing && site == *put_.processing) return true;
      } else if (source.kind == SourceKind::local && source.index < function.locals.size()) {
        if (is_exception_name(function, function.locals[source.index].type.class_name)) return true;
      } else if (source.kind == SourceKind::parameter && !put_.message.contains(origin)) {
        const auto& type = function.parameters[source.index].type;
        const bool text = type.class_name.find("basic_string") != std::string::npos || is_exception_name(function, type.class_name);
        if (text && flow_.callers(origin.function).empty()) return true;
      } else if (source.kind == SourceKind::literal && !put_.put.external) {
        const auto text = text_of(source.symbol);
        if (text && text->find(' ') != std::string::npos && text->find('?') == std::string::npos &&
            !put_.put.store.starts_with("sql:"))
          return true;
      }
    }
    return false;
  }

  /// What went wrong goes into a log or to somebody else, where the outcome is looked at.
  bool logs_reason() const {
    for (const auto& frame : put_.frames) {
      const unsigned f = frame.step.function;
      const auto& calls = flow_.function(f).calls;
      for (unsigned c = 0; c < calls.size(); ++c) {
        const Site site{f, c};
        if (site == frame.step || site == put_.put.call || calls[c].gives_access || calls[c].simple == "operator=") continue;
        if (put_.processing && site == *put_.processing) continue;
        if (calls[c].of_std && !is_logging(flow_, site)) continue;
        for (const auto& argument : calls[c].arguments)
          if (tells_reason(f, argument)) return true;
      }
    }
    return false;
  }

  /// The reason is noted in the message itself before it is put aside.
  bool writes_reason() const {
    for (const auto& frame : put_.frames)
      for (const auto& write : flow_.function(frame.step.function).writes) {
        const auto known = flow_.facts().storages.find(write.storage);
        if (known == flow_.facts().storages.end() || !records_.contains(known->second.owner)) continue;
        if (!known->second.type.is_number && tells_reason(frame.step.function, write.value)) return true;
      }
    return false;
  }

  const Flow& flow_;
  const FailurePut& put_;
  std::set<std::string> records_;
  std::set<std::string> processed_;
  bool processes_whole_ = false;
};

}  // namespace

LetterContent content_of(const Paths& paths, const std::vector<const FailurePut*>& puts) {
  LetterContent result;
  std::set<std::string> fields;
  for (const auto* put : puts) {
    Content content(paths, *put);
    content.read(result, fields);
    if (content.is_enough(fields)) result.payload = true;
  }
  return result;
}

}  // namespace assay::checks
