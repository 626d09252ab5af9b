// What puts things into stores and takes them out: containers, tables named in SQL text, files.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/flow.hpp"

namespace assay::checks {

enum class StoreUse {
  put,     ///< adds an entry
  take,    ///< removes what it gives
  erase,   ///< removes an entry by key, or the oldest
  clear,   ///< removes all
  look,    ///< whether a key is there
  read,    ///< gives entries, and leaves them
  size,    ///< how many there are
  update,  ///< changes entries that are there
};

/// One access to a store.
struct StoreAccess {
  StoreUse use = StoreUse::read;
  std::string store;         ///< a storage's name, "local:…", "sql:…" with the table
  Site call;
  std::vector<Value> given;  ///< the arguments, or what is assigned
  bool tells_news = false;   ///< the same step tells whether the entry was new: insert().second, NX
  bool expires = false;      ///< entries go by themselves: EX
  bool is_sql = false;
  std::string text;          ///< the SQL or command text
};

/// Every access to every store of a submission.
class Stores {
 public:
  explicit Stores(const Flow& flow);

  [[nodiscard]] const std::vector<StoreAccess>& all() const { return accesses_; }
  /// The accesses to one store.
  [[nodiscard]] std::vector<const StoreAccess*> of(const std::string& store) const;
  /// The accesses that a call makes itself, by number in all().
  [[nodiscard]] std::vector<const StoreAccess*> at(Site call) const;
  /// The store's name for people, and where it is declared.
  [[nodiscard]] std::string name_of(const std::string& store) const;
  [[nodiscard]] Place place_of(const std::string& store) const;

 private:
  void read_call(Site site);
  void read_container(Site site);
  void read_file(Site site);
  void read_text(Site site);
  void read_helper(Site site);
  void read_place(Site site);
  void keep_places();
  void separate_instances();
  void index();

  const Flow& flow_;
  std::vector<StoreAccess> accesses_;
  std::vector<StoreAccess> places_;
  std::map<std::string, std::vector<unsigned>> by_store_;
  std::map<Site, std::vector<unsigned>> by_call_;
};

/// The containers, by name, that a value is one of or an element of: those of a class
/// called `class_name` where it is given.
[[nodiscard]] std::set<std::string> containers_of(const Flow& flow, unsigned function, const Value& value,
                                                  const std::string& class_name);

/// Whether a transaction begins or ends here: by SQL text, or by a library's or own function
/// that is called begin, commit or rollback on a database's object.
enum class TransactionStep { none, begin, commit, rollback };
[[nodiscard]] TransactionStep transaction_step(const Flow& flow, Site call);

}  // namespace assay::checks
