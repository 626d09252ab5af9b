#include "checks/engine/stand_ins.hpp"

#include <algorithm>
#include <cctype>

#include "checks/engine/stand_in_prelude.hpp"

namespace assay::checks {
namespace {

bool is_shouted(const std::string& name) {
  return name.size() > 1 && std::ranges::none_of(name, [](unsigned char c) { return std::islower(c) != 0; });
}

bool is_word(const std::string& token) {
  return !token.empty() && (std::isalpha(static_cast<unsigned char>(token.front())) != 0 || token.front() == '_' ||
                            static_cast<unsigned char>(token.front()) >= 0x80);
}

bool is_one_of(const std::string& token, std::initializer_list<const char*> tokens) {
  return std::ranges::any_of(tokens, [&](const char* other) { return token == other; });
}

/// Whether a name that is followed by `*` or `&` begins a declaration.
bool begins_declaration(const Chain& chain) {
  return is_one_of(chain.before, {"", ";", "{", "}", "(", ",", "const", "<", "static", ":", "constexpr", "inline", "virtual", "mutable",
                                  "extern", "friend", "new", "typename", "volatile"}) &&
         (is_word(chain.after2) || is_one_of(chain.after2, {")", ",", ">", "*", "&", "...", ">>"}));
}

bool is_argument_of_template(const Chain& chain) {
  return (chain.before == "<" && is_one_of(chain.after, {">", ",", ">>", "(", "*", "&"})) || is_one_of(chain.after, {">>"}) ||
         (chain.before == "," && is_one_of(chain.after, {">"}) && !is_one_of(chain.after2, {"="}));
}

/// Whether a name that begins a declaration is a macro with arguments.
bool is_called(const std::string& name, const OwnTokens& tokens) {
  return std::ranges::any_of(tokens.chains, [&](const Chain& chain) {
    return chain.parts.size() == 1 && chain.parts[0].name == name && chain.after == "(" &&
           is_one_of(chain.before, {";", "}", ":", "", ")", "{"});
  });
}

/// Names of the C library and of POSIX, whose headers a missing one would have included.
bool is_of_system(const std::string& name) {
  static const std::set<std::string> names{
      "size_t", "ssize_t", "int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "uintptr_t",
      "intptr_t", "ptrdiff_t", "time_t", "off_t", "pid_t", "clock_t", "FILE", "va_list", "errno", "stderr", "stdout", "stdin", "printf",
      "fprintf", "snprintf", "sprintf", "vsnprintf", "puts", "fputs", "fopen", "fclose", "fflush", "perror", "malloc", "calloc",
      "realloc", "free", "abort", "exit", "getenv", "atoi", "atof", "strtol", "strtoul", "strtod", "rand", "srand", "abs", "qsort", "memcpy",
      "memset", "memmove", "memcmp", "strlen", "strcmp", "strncmp", "strcpy", "strncpy", "strcat", "strstr", "strchr", "strdup", "strerror",
      "time", "clock", "difftime", "localtime", "gmtime", "mktime", "strftime", "assert", "usleep", "sleep", "nanosleep", "clock_gettime",
      "gettimeofday", "timespec", "timeval", "CLOCK_MONOTONIC", "CLOCK_REALTIME", "getpid", "read", "write", "close", "open", "unlink",
      "INT_MAX", "UINT_MAX", "LONG_MAX", "SIZE_MAX", "EXIT_SUCCESS", "EXIT_FAILURE", "pow", "sqrt", "floor", "ceil", "fabs", "exp", "log",
      "isdigit", "isalpha", "isspace", "tolower", "toupper", "signal", "SIGINT", "SIGTERM", "pthread_mutex_t", "pthread_t", "pthread_create",
      "pthread_mutex_lock", "pthread_mutex_unlock", "EINTR", "EAGAIN", "ETIMEDOUT", "ENOENT", "sockaddr", "socket"};
  return names.contains(name);
}

}  // namespace

StandIns::Name& StandIns::name_at(const std::vector<std::string>& path) {
  Name* name = &root_;
  for (const auto& part : path) {
    if (name != &root_) name->scope = true;
    name = &name->inner[part];
  }
  return *name;
}

bool StandIns::add(const std::set<UnknownName>& unknown) {
  bool any_new = false;
  for (const auto& missing : unknown) {
    if (!known_.insert(missing).second) continue;
    any_new = true;
    if (missing.name == "std" || (missing.context.empty() ? is_of_system(missing.name) : missing.context.front() == "std")) {
      wants_std_ = true;
      continue;
    }
    auto path = missing.context;
    path.push_back(missing.name);
    auto& name = name_at(path);
    if (missing.is_declaration && missing.context.empty()) name.macro_call = is_called(missing.name, tokens_);
    for (const auto& chain : tokens_.chains)
      for (std::size_t i = 0; i < chain.parts.size(); ++i) {
        if (chain.parts[i].name != missing.name) continue;
        const bool fits = missing.context.empty() ? i == 0 : i > 0 && chain.parts[i - 1].name == missing.context.back();
        if (fits) use(name, chain, i, missing.is_type);
      }
    if (missing.is_type && !name.macro_empty && !name.macro_call) name.type = true;
  }
  return any_new;
}

void StandIns::use(Name& name, const Chain& chain, std::size_t part, bool is_type) {
  const auto& written = chain.parts[part];
  const bool last = part + 1 == chain.parts.size();
  if (written.has_arguments && (!last || is_type || chain.after != "(" || std::isupper(static_cast<unsigned char>(written.name.front())) != 0 || chain.before == "new")) {
    if (name.many && name.arguments != written.value_arguments) name.mixed_arguments = true;
    if (!name.many || name.arguments.size() < written.value_arguments.size()) name.arguments = written.value_arguments;
    name.many = true;
  }
  if (!last) {
    name.scope = true;
    use(name.inner[chain.parts[part + 1].name], chain, part + 1, is_type);
    return;
  }
  if (!name.many || !written.has_arguments) last_use(name, chain, is_type);
}

void StandIns::last_use(Name& name, const Chain& chain, bool is_type) {
  const auto& written = chain.parts.back();
  const bool alone = chain.parts.size() == 1;
  if (alone && is_shouted(written.name)) {
    if (is_one_of(chain.before, {"class", "struct"}) && is_word(chain.after)) { name.macro_empty = true; return; }
    if (is_one_of(chain.after, {"class", "struct", "public", "private", "protected", "explicit", "virtual", "static", "inline", "void", "}"})) {
      name.macro_empty = true;
      return;
    }
    if (chain.after == "(" && is_one_of(chain.before, {";", "}", ":", ""}) && chain.declares && name.macro_call) {
      name.macro_function = true;
      return;
    }
  }
  if (chain.before == "namespace" || (chain.before == "=" && chain.after == ";" && is_type)) {
    (chain.before == "namespace" ? name.scope : name.type) = true;
    return;
  }
  if (chain.before == "case") { name.label = name.value = true; return; }
  if (is_one_of(chain.before, {"public", "protected", "private"}) && is_one_of(chain.after, {"{", ","})) { name.base = true; return; }
  if (is_type && chain.before == ":" && chain.after == "{") { name.base = true; return; }
  if (is_one_of(chain.before, {"new", "class", "struct", "enum", "typename", "throw"}) && chain.after != ";") { name.type = true; return; }
  if (chain.before == "using" && chain.after == ";") { name.type = name.type || std::isupper(static_cast<unsigned char>(written.name.front())) != 0; name.function = !name.type; return; }
  if (chain.after == "(") {
    name.function = true;
    for (const bool value : written.value_arguments) (value ? name.valued_function : name.typed_function) = true;
    return;
  }
  if (is_word(chain.after) && !is_one_of(chain.after, {"and", "or", "not", "if", "else", "for"})) { name.type = true; return; }
  if (chain.after == "{" && !is_one_of(chain.before, {"&&", "||", "==", "!=", "<", ">"})) { name.type = true; return; }
  if (is_one_of(chain.after, {"*", "&", "&&"}) && begins_declaration(chain)) {
    name.type = true;
    name.pointed = name.pointed || chain.after == "*";
    return;
  }
  if (is_argument_of_template(chain)) { name.type = true; return; }
  if (is_one_of(chain.before, {"const"}) && chain.after == ")") { name.type = true; return; }
  if (is_one_of(chain.before, {"->"}) || (chain.before == "(" && is_one_of(chain.before2, {"catch", "sizeof"}))) { name.type = true; return; }
  name.value = true;
}

/// Named constants and nothing else.
bool StandIns::Name::is_enumeration() const {
  if (!scope || function || many || base || inner.empty()) return false;
  if (!type && std::ranges::none_of(inner, [](const auto& entry) { return entry.second.label; })) return false;
  return std::ranges::all_of(inner, [](const auto& entry) { return entry.second.is_plain_value(); });
}

std::string StandIns::members() const {
  static const std::set<std::string> given{"begin", "end", "await_ready", "await_suspend", "await_resume"};
  static const std::map<std::string, std::string> usual{
      {"c_str", "const char*"}, {"what", "const char*"}, {"size", "unsigned long"}, {"length", "unsigned long"}, {"empty", "bool"}};
  std::string out = "#define ASSAY_MEMBERS(ASSAY_F)";
  for (const auto& [name, use] : tokens_.members) {
    if (given.contains(name)) continue;
    if (use.read && !use.called) {
      out += " ASSAY_F " + name + ";";
      continue;
    }
    const auto known = usual.find(name);
    const auto result = known == usual.end() ? std::string("any") : known->second;
    for (const char* qualifier : {"", " const"}) {
      out += " template <class... ASSAY_T, class... ASSAY_A> " + result + " " + name + "(ASSAY_A&&...)" + qualifier + ";";
      if (use.with_values) out += " template <auto ASSAY_V, class... ASSAY_A> " + result + " " + name + "(ASSAY_A&&...)" + qualifier + ";";
    }
  }
  return out + "\n";
}

void StandIns::write_class(std::string& out, const std::string& name, const Name& what, const std::string& path) {
  if (!what.many) hashed_.push_back(path);
  const char* parent = what.base ? "::assay_unknown::base" : "::assay_unknown::any";
  if (what.many) {
    if (what.mixed_arguments || std::ranges::none_of(what.arguments, [](bool value) { return value; })) {
      out += "template <class... ASSAY_P> ";
    } else {
      out += "template <";
      for (std::size_t i = 0; i < what.arguments.size(); ++i)
        out += std::string(i == 0 ? "" : ", ") + (what.arguments[i] ? "long ASSAY_V" : "class ASSAY_P") + std::to_string(i);
      out += "> ";
    }
  }
  out += "struct " + name + " : " + parent + " {\n  ASSAY_CONSTRUCTORS(" + name + ")\n";
  if (tokens_.words.contains("co_return") || tokens_.words.contains("co_await") || tokens_.words.contains("co_yield"))
    out += "  typedef ::assay_unknown::promise_of<" + name + "> promise_type;\n";
  for (const auto& [inner, use] : what.inner) write(out, inner, use, path, true);
  out += "};\n";
  const bool packs = what.many && (what.mixed_arguments || std::ranges::none_of(what.arguments, [](bool value) { return value; }));
  if (packs) out += "#if __cplusplus >= 201703L\ntemplate <class... ASSAY_P> " + name + "(ASSAY_P&&...) -> " + name + "<>;\n#endif\n";
}

void StandIns::write(std::string& out, const std::string& name, const Name& what, const std::string& outer,
                     bool in_class) {
  const auto path = outer + "::" + name;
  if (!in_class && outer.empty() && (what.macro_empty || what.macro_function || what.macro_call)) {
    if (what.macro_function)
      out += "#define ASSAY_JOIN2(a, b) a##b\n#define ASSAY_JOIN(a, b) ASSAY_JOIN2(a, b)\n#define " + name +
             "(...) static void ASSAY_JOIN(assay_function_, __COUNTER__)()\n";
    else
      out += "#define " + name + (what.macro_call ? "(...)\n" : "\n");
    return;
  }
  if (what.is_enumeration()) {
    out += "enum class " + name + " {\n";
    for (const auto& [inner, use] : what.inner) out += "  " + inner + ",\n";
    out += "};\n";
    return;
  }
  if (what.is_class()) {
    write_class(out, name, what, path);
    return;
  }
  if (what.scope) {
    out += in_class ? "struct " + name + " {\n" : "namespace " + name + " {\n";
    for (const auto& [inner, use] : what.inner) write(out, inner, use, path, in_class);
    out += in_class ? "};\n" : "}\n";
    return;
  }
  if (what.label) {
    // No two alike: what was written so far only grows.
    out += "enum { " + name + " = " + std::to_string(out.size()) + " };\n";
    return;
  }
  const char* kept = in_class ? "static " : "";
  if (what.function) {
    out += std::string("template <class... ASSAY_T, class... ASSAY_A> ") + kept + "::assay_unknown::any " + name + "(ASSAY_A&&...);\n";
    if (what.valued_function)
      out += std::string("template <auto ASSAY_V, class... ASSAY_A> ") + kept + "::assay_unknown::any " + name + "(ASSAY_A&&...);\n";
    return;
  }
  out += std::string(in_class ? "static" : "extern") + " ::assay_unknown::any " + name + ";\n";
}

std::string StandIns::c_text() const {
  std::string out;
  std::string fields;
  for (const auto& [name, use] : tokens_.members) fields += " long " + name + ";";
  for (const auto& [name, what] : root_.inner) {
    if (what.pointed)
      out += "typedef struct " + name + " {" + fields + " } " + name + ";\n";
    else if (what.type)
      out += "typedef long " + name + ";\n";
    else if (what.label)
      out += "enum { " + name + " = " + std::to_string(out.size() + 1) + " };\n";
    else if (!what.function)
      out += "extern long " + name + ";\n";
  }
  return out;
}

std::string StandIns::text(bool c) {
  if (c) return c_text();
  hashed_.clear();
  std::string out = "#pragma GCC system_header\n";
  if (wants_std_) out += "#if __has_include(<bits/stdc++.h>)\n#include <bits/stdc++.h>\n#endif\n#include <unistd.h>\n";
  out += members();
  out += std::string("#define ASSAY_RETURN ") + (tokens_.returns_values ? "template <class A> void return_value(A&&);" : "void return_void();") + "\n";
  if (!tokens_.clocks.empty()) out += "#include <chrono>\n";
  out += stand_in_prelude;
  if (!tokens_.clocks.empty()) out += stand_in_clock;
  for (const auto& [name, what] : root_.inner) write(out, name, what, "", false);
  out += "namespace std { template <class T> struct hash;\n";
  for (const auto& path : hashed_) out += "template <> struct hash<" + path + "> { unsigned long operator()(const " + path + "&) const; };\n";
  return out + "}\n";
}

}  // namespace assay::checks
