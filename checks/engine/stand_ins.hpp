// Declarations that stand in for those that were not given: a library's header that is not
// installed, an own one that was not handed in. They are worked out from the names that
// Clang did not know and from how the unit uses them.
#pragma once

#include <map>
#include <set>
#include <string>

#include "checks/engine/token_chains.hpp"
#include "checks/engine/unknown_names.hpp"

namespace assay::checks {

class StandIns {
 public:
  explicit StandIns(OwnTokens tokens) : tokens_(std::move(tokens)) {}

  [[nodiscard]] const OwnTokens& tokens() const { return tokens_; }

  /// Adds what a parse did not know. False: nothing new.
  bool add(const std::set<UnknownName>& unknown);

  /// A header that declares all of it, in C11 or in C++11 and later.
  [[nodiscard]] std::string text(bool c);

 private:
  struct Name {
    bool scope = false, type = false, function = false, value = false, label = false, base = false;
    bool typed_function = false, valued_function = false;
    bool macro_empty = false, macro_function = false, macro_call = false;
    bool pointed = false;             ///< a pointer to it is declared
    bool many = false;                ///< a class template
    std::vector<bool> arguments;      ///< of a template: which are values
    bool mixed_arguments = false;
    std::map<std::string, Name> inner;
    [[nodiscard]] bool is_class() const { return type || many || base; }
    [[nodiscard]] bool is_plain_value() const { return (value || label) && !scope && !function && !is_class(); }
    [[nodiscard]] bool is_enumeration() const;
  };

  void use(Name& name, const Chain& chain, std::size_t part, bool is_type);
  void last_use(Name& name, const Chain& chain, bool is_type);
  Name& name_at(const std::vector<std::string>& path);
  void write(std::string& out, const std::string& name, const Name& what, const std::string& path, bool in_class);
  void write_class(std::string& out, const std::string& name, const Name& what, const std::string& path);
  [[nodiscard]] std::string members() const;
  [[nodiscard]] std::string c_text() const;

  Name root_;
  std::set<UnknownName> known_;
  OwnTokens tokens_;
  bool wants_std_ = false;
  std::vector<std::string> hashed_;  ///< classes that a hash table may hold
};

}  // namespace assay::checks
