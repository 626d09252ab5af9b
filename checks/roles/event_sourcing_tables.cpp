#include "checks/roles/event_sourcing_tables.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace assay::checks {
namespace {

/// A request may be made so many calls above the one that sends it.
constexpr unsigned max_callers = 3;

/// `put_item`, `PutItem` and `putItem` are one name.
std::string plain(const std::string& name) {
  std::string result;
  for (const unsigned char c : name)
    if (c != '_') result.push_back(static_cast<char>(std::tolower(c)));
  return result;
}

std::string last_part(const std::string& qualified) {
  const auto scope = qualified.rfind("::");
  return scope == std::string::npos ? qualified : qualified.substr(scope + 2);
}

/// What a request of a class asks for, by the class's name: PutItemRequest, Put.
std::optional<TableOperation> operation_of_class(const std::string& qualified) {
  const auto name = plain(last_part(qualified));
  const auto has = [&](const char* part) { return name.find(part) != std::string::npos; };
  if (has("condition")) return TableOperation::check;
  if (has("put")) return TableOperation::put;
  if (has("update")) return TableOperation::update;
  if (has("delete")) return TableOperation::remove;
  if (has("query") || has("scan") || has("get")) return TableOperation::read;
  return std::nullopt;
}

/// Of `names.log` only the field: the other fields of `names` are other tables.
Value without_wholes(const Facts& facts, Value value) {
  const Value all = value;
  std::erase_if(value, [&](const Source& source) {
    if (source.kind != SourceKind::storage) return false;
    const auto whole = facts.storages.find(source.symbol);
    return whole != facts.storages.end() && !whole->second.type.record.empty() && std::ranges::any_of(all, [&](const Source& part) {
      const auto field = part.kind == SourceKind::storage ? facts.storages.find(part.symbol) : facts.storages.end();
      return field != facts.storages.end() && field->second.owner == whole->second.type.record;
    });
  });
  return value;
}

/// What the table's name comes from.
void read_table(const Flow& flow, unsigned function, const Value& value, TableRequest& request) {
  bool other = false;
  const auto& facts = flow.facts();
  for (const auto& origin : flow.reach(function, without_wholes(facts, value), {.details = true})) {
    const auto& source = origin.source;
    if (source.kind == SourceKind::literal) {
      const auto text = text_of(source.symbol);
      if ((text && !text->empty()) || source.symbol.starts_with('#')) request.tables.insert(source.symbol);
    } else if (source.kind == SourceKind::storage) {
      const auto known = facts.storages.find(source.symbol);
      if (known == facts.storages.end() || facts.classes.contains(known->second.type.record)) continue;
      request.tables.insert(source.symbol);
    } else if (source.kind == SourceKind::parameter || source.kind == SourceKind::result) {
      other = true;
    }
  }
  request.known = !other && request.tables.size() == 1;
}

void read_condition(const Flow& flow, unsigned function, const Value& value, TableRequest& request) {
  bool text_given = false;
  const auto origins = flow.reach(function, value, {.storage = true, .details = true});
  for (const auto& literal : literals_in(origins))
    if (const auto text = text_of(literal); text && !text->empty()) text_given = true;
  if (text_given) request.conditional = true;
  else if (std::ranges::any_of(origins, [](const Origin& origin) {
             return origin.source.kind == SourceKind::parameter || origin.source.kind == SourceKind::result;
           }))
    request.open = true;
}

/// The variable of a class, or holding one, that a value is or belongs to.
std::optional<unsigned> variable_of(const Function& function, const Value& value, const std::string& class_name) {
  for (const auto& source : value) {
    if (source.kind != SourceKind::local || source.control || source.index >= function.locals.size()) continue;
    const auto& type = function.locals[source.index].type;
    if (type.class_name == class_name || std::ranges::find(type.argument_names, class_name) != type.argument_names.end()) return source.index;
  }
  return std::nullopt;
}

/// Whether the value is a request that was made already, of which this is a copy.
bool is_copied(const Flow& flow, const Function& function, const Value& value, const std::string& record) {
  const auto is_it = [&](const Type& type) { return type.record == record || std::ranges::find(type.arguments, record) != type.arguments.end(); };
  return std::ranges::any_of(value, [&](const Source& source) {
    switch (source.kind) {
      case SourceKind::result: return is_it(function.calls[source.index].type);
      case SourceKind::parameter: return is_it(function.parameters[source.index].type);
      case SourceKind::local: return is_it(function.locals[source.index].type);
      case SourceKind::storage: {
        const auto known = flow.facts().storages.find(source.symbol);
        return known != flow.facts().storages.end() && is_it(known->second.type);
      }
      default: return false;
    }
  });
}

bool is_text(const Type& type) { return type.class_name.starts_with("std::basic_string") || type.class_name == "std::basic_string_view" || type.is_pointer; }

}  // namespace

std::optional<TableOperation> table_operation(const Call& call) {
  if (call.of_std || call.kind == CallKind::construction || call.record.empty() || call.arguments.empty()) return std::nullopt;
  static constexpr std::array<std::pair<const char*, TableOperation>, 12> names{{
      {"putitem", TableOperation::put},
      {"updateitem", TableOperation::update},
      {"deleteitem", TableOperation::remove},
      {"query", TableOperation::read},
      {"scan", TableOperation::read},
      {"getitem", TableOperation::read},
      {"batchgetitem", TableOperation::read},
      {"transactgetitems", TableOperation::read},
      {"transactwriteitems", TableOperation::several},
      {"transactwrite", TableOperation::several},
      {"batchwriteitem", TableOperation::several},
      {"executetransaction", TableOperation::several},
  }};
  const auto name = plain(call.simple);
  const auto known = std::ranges::find(names, name, [](const auto& entry) { return std::string(entry.first); });
  if (known == names.end()) return std::nullopt;
  // A database that is asked in another language has a query() as well.
  if (name == "query" || name == "scan") {
    const bool by_request = std::ranges::any_of(call.argument_types, [](const Type& type) {
      const auto of = plain(last_part(type.class_name));
      return of.find("query") != std::string::npos || of.find("scan") != std::string::npos;
    });
    if (!by_request) return std::nullopt;
  }
  return known->second;
}

bool reads_many(const Call& call) {
  return table_operation(call) == TableOperation::read && plain(call.simple) != "getitem";
}

TableRequests::TableRequests(const Flow& flow) : flow_(flow) {
  for (unsigned f = 0; f < flow.function_count(); ++f) {
    read_fields(f);
    read_setters(f);
    for (unsigned c = 0; c < flow.function(f).calls.size(); ++c) read_arguments({f, c});
  }
}

namespace {

struct RequestField {
  std::string name;
  std::string owner;       ///< USR
  std::string class_name;  ///< the owner's, qualified
};

/// A field of a class, which may be another's whose header is not the submission's: then its USR tells.
std::optional<RequestField> field_of(const Facts& facts, const std::string& storage) {
  static constexpr std::string_view mark = "@FI@";
  const auto at = storage.rfind(mark);
  if (at == std::string::npos) return std::nullopt;
  RequestField field{storage.substr(at + mark.size()), storage.substr(0, at), ""};
  if (const auto known = facts.classes.find(field.owner); known != facts.classes.end()) {
    field.class_name = known->second.qualified;
    return field;
  }
  // "c:@N@lab@S@PutItemRequest"
  for (std::size_t part = field.owner.find('@'); part != std::string::npos && part + 3 <= field.owner.size();) {
    const auto name = field.owner.find('@', part + 1);
    if (name == std::string::npos) break;
    const auto end = field.owner.find('@', name + 1);
    if (!field.class_name.empty()) field.class_name += "::";
    field.class_name += field.owner.substr(name + 1, end == std::string::npos ? end : end - name - 1);
    part = end;
  }
  return field;
}

}  // namespace

/// `request.table_name = …`, `PutItemRequest{…, …}`.
void TableRequests::read_fields(unsigned f) {
  const auto& function = flow_.function(f);
  const auto& facts = flow_.facts();
  for (unsigned w = 0; w < function.writes.size(); ++w) {
    const auto& write = function.writes[w];
    const auto field = field_of(facts, write.storage);
    if (!field || plain(field->name) != "tablename") continue;
    auto operation = operation_of_class(field->class_name);
    if (function.record == field->owner || is_copied(flow_, function, write.value, field->owner)) continue;
    const auto variable = variable_of(function, write.target, field->class_name);
    const auto is_beside = [&](const Write& other, const RequestField& of) {
      if (of.owner != field->owner) return false;
      const auto also = variable_of(function, other.target, field->class_name);
      if (variable && also) return variable == also;
      if (write.initialises && other.initialises) return write.at.line == other.at.line && write.at.column == other.at.column;
      return std::ranges::count(function.locals, field->class_name, [](const Local& local) { return local.type.class_name; }) == 1;
    };
    TableRequest request{TableOperation::read, {f, w}, true, write.at, {}};
    for (const auto& other : function.writes) {
      const auto of = field_of(facts, other.storage);
      if (!of || !is_beside(other, *of)) continue;
      const auto name = plain(of->name);
      if (name == "conditionexpression") read_condition(flow_, f, other.value, request);
      if (name == "key" && std::ranges::any_of(literals_of(other.value), [](const Literal& l) { return number_of(l).has_value(); }))
        request.constant_key = true;
      // A batch's request says by its own fields what it is.
      if (!operation && name == "put") operation = TableOperation::put;
      if (!operation && name.starts_with("delete")) operation = TableOperation::remove;
    }
    if (!operation) continue;
    request.operation = *operation;
    request.single = plain(last_part(field->class_name)).find("get") != std::string::npos;
    read_table(flow_, f, write.value, request);
    add(std::move(request));
  }
}

/// `request.SetTableName(…)`, as in Amazon's own client.
void TableRequests::read_setters(unsigned f) {
  const auto& function = flow_.function(f);
  for (unsigned c = 0; c < function.calls.size(); ++c) {
    const auto& call = function.calls[c];
    const auto name = plain(call.simple);
    if ((name != "settablename" && name != "withtablename") || call.arguments.size() != 1) continue;
    const auto& of = call.receiver_type.class_name.empty() ? call.record : call.receiver_type.class_name;
    const auto operation = operation_of_class(of);
    if (!operation) continue;
    TableRequest request{*operation, {f, c}, false, call.at, {}};
    const auto variable = variable_of(function, call.receiver, of);
    for (const auto& other : function.calls) {
      const auto what = plain(other.simple);
      if ((what != "setconditionexpression" && what != "withconditionexpression") || other.arguments.size() != 1) continue;
      const auto also = variable_of(function, other.receiver, of);
      if (variable && also ? variable == also : share_statement(call, other)) read_condition(flow_, f, other.arguments[0], request);
    }
    read_table(flow_, f, call.arguments[0], request);
    add(std::move(request));
  }
}

/// `client.put_item(table, item, condition)`.
void TableRequests::read_arguments(Site site) {
  const auto& call = flow_.call(site);
  const auto operation = table_operation(call);
  if (!operation || *operation == TableOperation::several || call.arguments.size() < 2 || !is_text(call.argument_types[0])) return;
  TableRequest request{*operation, site, false, call.at, {}};
  read_table(flow_, site.function, call.arguments[0], request);
  for (std::size_t i = 2; i < call.arguments.size(); ++i)
    if (is_text(call.argument_types[i])) read_condition(flow_, site.function, call.arguments[i], request);
  add(std::move(request));
}

std::vector<const TableRequest*> TableRequests::made_for(Site site) const {
  const auto wanted = table_operation(flow_.call(site));
  std::set<unsigned> around{site.function};
  std::vector<const TableRequest*> result;
  for (unsigned depth = 0; depth <= max_callers && result.empty(); ++depth) {
    // A lambda's request is most often made around it.
    for (const unsigned f : std::set<unsigned>(around))
      for (auto outer = flow_.function(f).enclosing; !outer.empty();) {
        std::string next;
        for (unsigned g = 0; g < flow_.function_count(); ++g)
          if (flow_.function(g).id == outer) {
            around.insert(g);
            next = flow_.function(g).enclosing;
          }
        outer = next;
      }
    for (const auto& request : requests_)
      if (around.contains(request.at.function) && !(request.single && reads_many(flow_.call(site))) && (!wanted || *wanted == TableOperation::several || request.operation == *wanted))
        result.push_back(&request);
    std::set<unsigned> callers;
    for (const unsigned f : around)
      for (const auto& caller : flow_.callers(f)) callers.insert(caller.call.function);
    around.merge(callers);
  }
  return result;
}

}  // namespace assay::checks
