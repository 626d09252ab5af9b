// The contract's table takes several writes at once; sent rows are deleted after the receipt.
// label: ob-role satisfied
// label: ob-same-transaction satisfied
// label: ob-marked-after-ack satisfied
// label: dl-role none
// label: id-role none
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace lab {
struct Put {
  std::string table;
  std::string key;
  std::string value;
};
class Table {
 public:
  virtual ~Table() = default;
  virtual bool transact(const std::vector<Put>& puts) = 0;  // all or none
  virtual std::vector<Put> scan(const std::string& table, unsigned most) = 0;
  virtual void remove(const std::string& table, const std::string& key) = 0;
};
class Stream {
 public:
  virtual ~Stream() = default;
  virtual std::future<bool> publish(const std::string& value) = 0;
};
}  // namespace lab

class Profiles {
 public:
  Profiles(lab::Table& table, lab::Stream& stream) : table_(table), stream_(stream) {}

  bool rename(const std::string& user, const std::string& name, const std::string& event_id) {
    std::vector<lab::Put> puts;
    puts.push_back({"profiles", user, name});
    puts.push_back({"renamings", event_id, user + ";" + name});
    return table_.transact(puts);
  }

  void forward() {
    for (const auto& row : table_.scan("renamings", 25)) {
      auto receipt = stream_.publish(row.value);
      if (receipt.get()) table_.remove("renamings", row.key);
    }
  }

 private:
  lab::Table& table_;
  lab::Stream& stream_;
};
// mutant ob-same-transaction violated: puts.push_back({"renamings", event_id, user + ";" + name}); => if (!table_.transact(puts)) return false; puts.clear(); puts.push_back({"renamings", event_id, user + ";" + name});
// mutant ob-marked-after-ack violated: if (receipt.get()) table_.remove => table_.remove
