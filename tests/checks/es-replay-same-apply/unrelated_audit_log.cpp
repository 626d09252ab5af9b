// expect: es-replay-same-apply inconclusive
#include <iostream>
#include <map>
#include <string>
#include <vector>

struct Entry {
  std::string who, what;
};

class Users {
 public:
  void add(const std::string& name, const std::string& mail) {
    mails_[name] = mail;
    log_.push_back({name, "added"});
  }
  void print() const {
    for (const auto& entry : log_) std::cout << entry.who << ' ' << entry.what << '\n';
  }

 private:
  std::map<std::string, std::string> mails_;
  std::vector<Entry> log_;
};
